"""A name is imported from the module that defines it."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
# What a run or a build leaves in the folder.
LEFTOVERS = {"build", "data"}


def our_files() -> list[Path]:
    """Every module of the product, the tests and the benchmarks."""
    tops = [top for top in ROOT.iterdir() if not top.name.startswith(".") and top.name not in LEFTOVERS]
    return [top for top in tops if top.suffix == ".py"] + [
        file for top in tops if top.is_dir() for file in top.rglob("*.py")
    ]


def module_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def bound(target: ast.expr) -> set[str]:
    """The names that an assignment to `target` binds."""
    return {node.id for node in ast.walk(target) if isinstance(node, ast.Name)}


def defined(body: list[ast.stmt]) -> set[str]:
    """The names that a module defines itself, also under an `if`; not those that it imports."""
    names: set[str] = set()
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.Assign):
            names |= {name for target in node.targets for name in bound(target)}
        elif isinstance(node, ast.AnnAssign):
            names |= bound(node.target)
        elif isinstance(node, ast.If):
            names |= defined(node.body) | defined(node.orelse)
    return names


def borrowed(source: str, owned: dict[str, set[str]]) -> Iterator[str]:
    """The imports of `source` that take a name from a module of `owned` that does not define it."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and node.module in owned:
            for alias in node.names:
                is_module = f"{node.module}.{alias.name}" in owned
                if alias.name not in owned[node.module] and not is_module:
                    yield f"line {node.lineno}: {alias.name} is not defined in {node.module}"


FILES = our_files()
SOURCES = {path: path.read_text(encoding="utf-8") for path in FILES}
OWNED = {module_of(path): defined(ast.parse(source).body) for path, source in SOURCES.items()}


def test_all_modules_are_looked_at() -> None:
    assert len(FILES) > 500
    assert {"app", "warehouse.query.query", "tests.house.test_owners", "benchmarks.queries"} <= set(OWNED)


def test_names_are_imported_from_their_owner() -> None:
    strays = {module_of(path): list(borrowed(source, OWNED)) for path, source in SOURCES.items()}
    assert not {module: lines for module, lines in strays.items() if lines}


def test_a_borrowed_name_is_caught() -> None:
    owned = {"house": set[str](), "house.cellar": {"wine"}, "house.kitchen": {"knife"}}
    source = (
        "from house import cellar\nfrom house.cellar import wine\nfrom house.kitchen import knife, wine\n"
    )
    assert list(borrowed(source, owned)) == ["line 3: wine is not defined in house.kitchen"]


def test_an_import_defines_nothing() -> None:
    source = "from os import sep\nA = B, C = 1, 2\nif A:\n    D: int = 3\ndef e(): ...\nclass F: ...\n"
    assert defined(ast.parse(source).body) == {"A", "B", "C", "D", "e", "F"}
