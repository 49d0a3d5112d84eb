"""How the tree is cut: folders small enough to be read through, and names that lead to one place."""

import ast
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path, PurePath

import pytest

ROOT = Path(__file__).parents[2]
NOT_CODE = {"docs", "examples", "build", "dist", "data"}
MOST_MODULES = 24  # that a folder of logic may hold
ALIKE = 3  # so many modules with one prefix are a folder of their own
WORDS = PurePath("wording/words")  # text, named for what it is about: no logic, and a layer of its own
# Parts that mean the same in every room.
PARTS = {"blocks", "charts", "rows", "about", "report", "keys"}
# Pages, and what KPIs and marts are about: a subject has the same name in every layer, and in every floor of one.
SUBJECTS = {
    *("approval", "risk", "satisfaction", "churn", "value", "growth", "scorecard", "initiatives", "claims"),
    *("scenarios", "decisions", "partners", "meetings", "reports", "definitions", "data_health", "mix"),
    *("customer", "finance", "fraud", "platform"),
}
NAMES_OF_TOOLS = {"__init__", "__main__", "conftest"}  # of Python and pytest


def modules() -> list[PurePath]:
    """Every module of product, tests and benchmarks, as a path from the root."""
    tops = [top for top in ROOT.iterdir() if not top.name.startswith(".") and top.name not in NOT_CODE]
    paths = [path for top in tops for path in ([top] if top.is_file() else top.rglob("*"))]
    return sorted(PurePath(path.relative_to(ROOT)) for path in paths if path.suffix == ".py")


MODULES = modules()
LOGIC = [path for path in MODULES if path.parts[0] != "tests" and path.stem not in NAMES_OF_TOOLS]


def overfull(paths: Iterable[PurePath]) -> dict[str, int]:
    """The folders with more modules than one reads through, and how many they hold."""
    counts = Counter(path.parent for path in paths)
    return {str(room): n for room, n in counts.items() if n > MOST_MODULES and room != WORDS}


def alike(paths: Iterable[PurePath]) -> dict[tuple[str, str], list[str]]:
    """(folder, prefix) of modules that are a folder of their own by name: which they are."""
    groups: dict[tuple[str, str], list[str]] = defaultdict(list)
    for path in paths:
        groups[str(path.parent), path.stem.partition("_")[0]].append(path.stem)
    return {group: names for group, names in groups.items() if len(names) >= ALIKE}


def layer_of(path: PurePath) -> str:
    return str(WORDS) if path.parent == WORDS else path.parts[0]


def twice_in_a_layer(paths: Iterable[PurePath]) -> dict[tuple[str, str], list[str]]:
    """(layer, name) of modules that a name does not tell apart: where they lie."""
    places: dict[tuple[str, str], list[str]] = defaultdict(list)
    for path in paths:
        if path.stem not in PARTS | SUBJECTS | NAMES_OF_TOOLS:
            places[layer_of(path), path.stem].append(str(path))
    return {key: where for key, where in places.items() if len(where) > 1}


def test_every_module_is_looked_at() -> None:
    assert len(LOGIC) > 450 and len(MODULES) > len(LOGIC) + 150
    assert {"analysis", "warehouse", "asking", "wording", "ui", "benchmarks"} <= {p.parts[0] for p in LOGIC}
    assert sum(path.parent == WORDS for path in LOGIC) > 20


def test_a_folder_of_logic_can_be_read_through() -> None:
    assert overfull(LOGIC) == {}


def test_modules_with_one_prefix_are_a_folder() -> None:
    assert alike(LOGIC) == {}


def test_a_name_leads_to_one_module_of_a_layer() -> None:
    assert twice_in_a_layer(MODULES) == {}


@pytest.mark.parametrize("name", sorted(SUBJECTS))
def test_a_subject_is_one(name: str) -> None:
    """It names several modules or folders: a list that outlives its reason would hide what it names."""
    assert sum(name in (path.stem, path.parent.name) for path in LOGIC) > 1


def imported_modules(path: PurePath) -> list[str]:
    nodes = ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8")))
    return [node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)]


def test_what_tests_share_lies_in_the_kit() -> None:
    """A file of tests is read for what it tests, and may change with it."""
    imports = [
        (str(path), name) for path in MODULES for name in imported_modules(path) if name.startswith("tests.")
    ]
    assert len(imports) > 200
    assert [(path, name) for path, name in imports if name.rpartition(".")[2].startswith("test_")] == []


def test_what_breaks_the_rules_is_seen() -> None:
    many = [PurePath(f"ui/risk/m{number}.py") for number in range(MOST_MODULES + 1)]
    assert overfull(many) == {"ui/risk": 25} and overfull(many[1:]) == {}
    three = [PurePath(f"ui/{name}.py") for name in ("desk", "desk_bar", "desk_sheet", "form")]
    assert alike(three) == {("ui", "desk"): ["desk", "desk_bar", "desk_sheet"]} and alike(three[1:]) == {}
    again = [
        PurePath(name)
        for name in ("ui/money.py", "ui/a/money.py", "etl/money.py", "ui/a/rows.py", "ui/rows.py")
    ]
    assert twice_in_a_layer(again) == {("ui", "money"): ["ui/money.py", "ui/a/money.py"]}
