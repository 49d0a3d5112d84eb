"""Imports point one way: who may import whom, and who may use which library."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tests.kit.tree import files

ROOT = Path(__file__).parents[2]
# Who may import whom, top by top.
MAY_IMPORT: dict[str, set[str]] = {
    "analysis": set(),
    "warehouse": {"analysis"},
    "asking": {"analysis", "warehouse"},
    "state": {"asking", "warehouse"},
    "etl": {"warehouse"},
    "demo": {"warehouse"},
    "door": {"warehouse"},
    "wording": {"analysis", "asking", "warehouse"},
    "figures": {"analysis", "warehouse", "wording"},
    "reports": {"analysis", "asking", "figures", "warehouse", "wording"},
    "ui": {"analysis", "asking", "door", "figures", "reports", "state", "warehouse", "wording"},
    "pages": {"ui", "warehouse", "wording"},
    "app": {"door", "ui", "warehouse"},
    "cli": {"analysis", "asking", "demo", "door", "etl", "reports", "state", "warehouse", "wording"},
}
# The house floor by floor, the lowest first. A module imports from its own room and from floors below, never
# from a room beside it; a folder that is not listed has no place.
FLOORS: tuple[tuple[str, ...], ...] = (
    ("analysis",),
    (
        "analysis.attribution",
        "analysis.scenario",
    ),
    ("warehouse",),
    ("warehouse.contract",),
    ("warehouse.kpis",),
    ("warehouse.marts",),
    ("warehouse.marts.families",),
    ("warehouse.query.answers",),
    ("warehouse.snapshot",),
    ("warehouse.query",),
    ("warehouse.query.subjects",),
    (
        "warehouse.effects",
        "warehouse.claims",
        "warehouse.partners",
    ),
    (
        "warehouse.scenarios",
        "warehouse.packs",
    ),
    ("warehouse.publication",),
    ("asking",),
    ("state", "door", "etl.notation"),
    ("etl.sources",),
    ("etl.readers",),
    ("etl",),
    ("demo.setting",),
    ("demo.files",),
    ("demo.applying",),
    ("demo.loans",),
    ("demo.columns",),
    ("demo.service",),
    ("demo.house",),
    ("demo.truth",),
    ("demo",),
    ("wording.words",),
    ("wording",),
    ("wording.sentences",),
    ("wording.evidence",),
    ("wording.scenarios",),
    ("wording.cards",),
    ("wording.claims",),
    ("wording.scorecard",),
    ("figures",),
    ("reports",),
    ("reports.xlsx",),
    ("reports.pptx",),
    (
        "reports.csv_files",
        "reports.html",
        "reports.pdf",
    ),
    ("reports.files",),
    (
        "reports.scenarios",
        "reports.partner_pack",
    ),
    ("reports.since",),
    ("reports.executive",),
    ("reports.board",),
    ("reports.executive.report",),
    ("ui",),
    ("ui.cards",),
    ("ui.blocks",),
    ("ui.mix",),
    ("ui.decisions.decide",),
    (
        "ui.approval",
        "ui.risk",
        "ui.satisfaction",
        "ui.churn",
        "ui.value",
        "ui.growth",
        "ui.scorecard",
        "ui.initiatives",
        "ui.claims",
        "ui.scenarios",
        "ui.partners",
        "ui.definitions",
        "ui.data_health",
    ),
    (
        "ui.meetings",
        "ui.reports",
        "ui.decisions",
    ),
    ("ui.prewarming",),
    ("ui.frame",),
    ("pages",),
    ("app",),
    (
        "cli.tables",
        "cli.arguments",
        "cli.value_rows",
    ),
    ("cli.stock_rows",),
    ("cli",),
    ("cli.commands",),
    ("cli.main",),
)
LIBRARIES = {
    "streamlit": {"app", "pages", "ui"},
    "plotly": {"figures", "ui"},
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


def module_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def room_of(module: str) -> str | None:
    """The listed room that a module lies in: the module itself, its folder, or the folder of its page's figures."""
    folder = module if (ROOT / module.replace(".", "/")).is_dir() else module.rpartition(".")[0]
    for room in (module, folder, folder.removesuffix(".charts")):
        if room in FLOOR_OF:
            return room
    return None


FLOOR_OF = {room: floor for floor, rooms in enumerate(FLOORS) for room in rooms}
MODULES = {module_of(path): path for path in product_files()}


def test_every_module_has_its_place_and_every_place_its_modules() -> None:
    assert {top_of(path) for path in product_files()} == set(MAY_IMPORT)
    assert [module for module in MODULES if room_of(module) is None] == []
    assert set(FLOOR_OF) == {room_of(module) for module in MODULES}
    assert len(MODULES) > 400


@pytest.mark.parametrize("module", MODULES)
def test_imports_go_down(module: str) -> None:
    own = room_of(module)
    assert own is not None
    for name in imported_modules(MODULES[module]):
        room = room_of(name)
        assert room == own or (room is not None and FLOOR_OF[room] < FLOOR_OF[own]), f"{own} imports {name}"


def test_the_product_knows_neither_tests_nor_benchmarks() -> None:
    strays = {
        path: names
        for path in MODULES.values()
        if (names := {name.split(".")[0] for name in imported(path)} & NOT_PRODUCT)
    }
    assert not strays


def imported_modules(path: Path) -> set[str]:
    """The modules of ours that a module imports, whether whole or by a name of theirs."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            whole = {f"{node.module}.{alias.name}" for alias in node.names}
            names |= whole & set(MODULES) or {node.module or ""}
    return names & set(MODULES)


@pytest.mark.parametrize("path", product_files(), ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_point_one_way(path: Path) -> None:
    top = top_of(path)
    for name in imported(path):
        first = name.split(".")[0]
        if first in MAY_IMPORT and first != top:
            assert first in MAY_IMPORT[top], f"{top} imports {name}"
        if top == "pages" and first == "warehouse":
            assert name.startswith("warehouse.kpis"), f"a page asks through ui, {name} is not for it"
        if first in LIBRARIES:
            assert top in LIBRARIES[first], f"{top} imports {name}"
        if first == "plotly" and top == "ui":
            assert path.parent.name == "charts", f"{path.name} imports {name}"


def reach(start: str) -> set[str]:
    """Every module that a room imports, and what those import in turn."""
    waiting = [module for module in MODULES if module.startswith(start)]
    reached: set[str] = set()
    while waiting:
        module = waiting.pop()
        if module in MODULES and module not in reached:
            reached.add(module)
            waiting += imported_modules(MODULES[module])
    return reached


@pytest.mark.parametrize("room", ["warehouse.packs", "reports.partner_pack"])
def test_a_partners_pack_knows_no_decisions(room: str) -> None:
    reached = reach(room)
    assert len(reached) > 20
    assert [module for module in reached if module.startswith(("state", "reports.executive"))] == []
    assert not reached & {"warehouse.scenarios.decisions", "wording.scenarios.decisions"}


def test_figures_know_no_streamlit() -> None:
    charts = [path for path in files(ROOT / "ui", "*.py") if path.parent.name == "charts"]
    assert len(charts) > 20
    for path in [*charts, *files(ROOT / "figures", "*.py")]:
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
    """Streamlit puts the script's folder first on the path: `ui/frame/x.py` would be what `import x` finds."""
    taken = (
        set(sys.stdlib_module_names) | set(MAY_IMPORT) | {"streamlit", "plotly", "pandas", "numpy", "duckdb"}
    )
    assert not {path.stem for path in files(ROOT / "ui" / "frame", "*.py")} & taken
