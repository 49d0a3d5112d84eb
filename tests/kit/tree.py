"""The files of the project, for tests that look through them: where there are none, such a test would prove nothing."""

from pathlib import Path


def files(folder: Path, pattern: str) -> list[Path]:
    """The files at any depth of a folder whose name has the pattern, in order; fails where there is none."""
    paths = sorted(folder.rglob(pattern))
    assert paths, f"{folder}: holds no {pattern}; where have they gone?"
    return paths


def product_packages() -> set[str]:
    """The names of the packages that are installed."""
    root = Path(__file__).parents[2]
    return {path.parent.name for path in root.glob("*/__init__.py")} - {"tests", "benchmarks"}
