"""Imports point one way: who may import whom, and who may use which library."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tests.tree import files

ROOT = Path(__file__).parents[1]
OURS = {
    "analysis": set(),
    "warehouse": {"analysis"},
    "asking": {"analysis", "warehouse"},
    "etl": {"warehouse"},
    "state": {"asking", "warehouse"},
    "door": {"warehouse"},
    "publish": {"analysis", "state", "warehouse"},
    "ui": {"analysis", "asking", "door", "state", "warehouse"},
    "reports": {"analysis", "asking", "ui", "warehouse"},
    "pages": {"reports", "ui", "warehouse"},
    "app": {"door", "ui", "warehouse"},
    "cli": {
        "cli_packs",
        "cli_passports",
        "cli_meetings",
        "cli_questions",
        "cli_reports",
        "cli_scenarios",
        "cli_serve",
        "cli_tables",
        "etl",
        "publish",
        "state",
        "warehouse",
    },
    "cli_packs": {"reports", "state", "ui", "warehouse"},
    "cli_passports": {"asking", "cli_tables", "state", "warehouse"},
    "cli_meetings": {"cli_tables", "state", "warehouse"},
    "cli_questions": {"analysis", "cli_tables", "ui", "warehouse"},
    "cli_reports": {"asking", "cli_scenarios", "reports", "state", "ui", "warehouse"},
    "cli_scenarios": {"analysis", "cli_tables", "state", "warehouse"},
    "cli_serve": {"door", "warehouse"},
    "cli_tables": set(),
}
LIBRARIES = {
    "streamlit": {"app", "pages", "ui"},
    "plotly": {"ui"},
    "duckdb": {"etl", "warehouse"},
    "sqlalchemy": {"state"},
    "starlette": {"app", "door"},
    "pptx": {"reports"},
}
NOT_PRODUCT = {"tests", "benchmarks", "docs", "examples", "build", "data"}


def product_files() -> list[Path]:
    tops = [p for p in ROOT.iterdir() if not p.name.startswith(".") and p.name not in NOT_PRODUCT]
    files = [p for p in tops if p.suffix == ".py"]
    return files + [f for top in tops if top.is_dir() for f in top.rglob("*.py")]


def top_of(path: Path) -> str:
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


def imported(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            names.add(node.module or "")
    return names


def test_every_module_has_its_place_and_every_place_its_modules() -> None:
    assert {top_of(path) for path in product_files()} == set(OURS)


@pytest.mark.parametrize("path", product_files(), ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_point_one_way(path: Path) -> None:
    top = top_of(path)
    for name in imported(path):
        first = name.split(".")[0]
        if first in OURS and first != top:
            assert first in OURS[top], f"{top} imports {name}"
        if top == "pages" and first == "warehouse":
            assert name.startswith("warehouse.kpis"), f"a page asks through ui, {name} is not for it"
        if first in LIBRARIES:
            assert top in LIBRARIES[first], f"{top} imports {name}"
        if first == "plotly" and top == "ui":
            assert path.name.startswith("charts"), f"{path.name} imports {name}"


def test_chart_functions_know_no_streamlit() -> None:
    for path in files(ROOT / "ui", "charts*.py"):
        assert not any(name.startswith("streamlit") for name in imported(path)), path.name


def test_reports_are_made_without_streamlit() -> None:
    """Neither what reports import, nor what that imports in turn."""
    modules = ", ".join(
        ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for path in files(ROOT / "reports", "[a-z]*.py")
    )
    assert "reports.xlsx" in modules and "reports.pptx" in modules
    asked = f"import sys, {modules}; print('streamlit' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_no_module_beside_the_script_hides_another() -> None:
    """Streamlit puts the script's folder first on the path: `ui/x.py` would be what `import x` finds."""
    taken = set(sys.stdlib_module_names) | set(OURS) | {"streamlit", "plotly", "pandas", "numpy", "duckdb"}
    beside = {
        path.relative_to(ROOT / "ui").parts[0].removesuffix(".py") for path in files(ROOT / "ui", "*.py")
    }
    assert not beside & taken
