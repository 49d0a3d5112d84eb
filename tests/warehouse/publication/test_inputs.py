"""Which code counts as an input of a snapshot: what its build reaches, by what it does and not by where it lies."""

import ast
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import ModuleType

import duckdb
import pytest

from analysis import intervals
from cli.publishing import publish
from tests.kit.facts import a_company, some_applications, write_facts
from tests.kit.tree import files
from warehouse.contract.store import Home
from warehouse.kpis import approval
from warehouse.packs import writer
from warehouse.publication import build, engine
from warehouse.publication.build import identify
from warehouse.publication.inputs import OURS, code_digest, find_sources
from warehouse.snapshot.snapshots import Snapshot, open_current

ROOT = Path(__file__).parents[3]
AS_OF = datetime(2021, 12, 31, 16)


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of the packages that a build may import from."""
    folder = tmp_path / "tree"
    for package in OURS:
        shutil.copytree(ROOT / package, folder / package, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def digest(tree: Path) -> str:
    return code_digest(tree, build.__name__)


@pytest.fixture(scope="module")
def before() -> str:
    """The digest of our code as it is, and so of every copy of it."""
    return digest(ROOT)


def file_of(module: ModuleType, tree: Path) -> Path:
    assert module.__file__ is not None
    return tree / Path(module.__file__).relative_to(ROOT)


def replace_in(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{path}: {old}"
    path.write_text(text.replace(old, new), encoding="utf-8")


def replace_everywhere(tree: Path, old: str, new: str) -> None:
    for path in files(tree, "*.py"):
        path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def without_comments_and_layout(tree: Path) -> None:
    for path in files(tree, "*.py"):
        path.write_text(ast.unparse(ast.parse(path.read_text(encoding="utf-8"))), encoding="utf-8")


def with_other_docstrings(tree: Path) -> None:
    for path in files(tree, "*.py"):
        parsed = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(parsed):
            kinds = ast.Module | ast.ClassDef | ast.FunctionDef
            if isinstance(node, kinds) and ast.get_docstring(node) is not None:
                node.body[0] = ast.Expr(ast.Constant("Another sentence."))
        path.write_text(ast.unparse(ast.fix_missing_locations(parsed)), encoding="utf-8")


def with_a_module_elsewhere(tree: Path) -> None:
    """In a package of its own, and under another name."""
    (tree / "analysis" / "ranges").mkdir()
    (tree / "analysis" / "ranges" / "__init__.py").write_text('"""Ranges."""\n', encoding="utf-8")
    file_of(intervals, tree).rename(tree / "analysis" / "ranges" / "bounds.py")
    package, _, name = intervals.__name__.rpartition(".")
    replace_everywhere(tree, f"from {package}.{name} import", "from analysis.ranges.bounds import")
    replace_everywhere(tree, f"from {package} import {name}\n", "from analysis.ranges import bounds\n")
    for path in files(tree, "*.py"):
        text = path.read_text(encoding="utf-8")
        path.write_text(re.sub(rf"(?<![\w.]){name}\.", "bounds.", text), encoding="utf-8")


def with_the_engine_deeper_than_its_sql(tree: Path) -> None:
    path = file_of(engine, tree)
    replace_in(path, "Path(__file__).parents[1]", "Path(__file__).parents[3]")
    (path.parent / "deep" / "deeper").mkdir(parents=True)
    path.rename(path.parent / "deep" / "deeper" / path.name)
    package, _, name = engine.__name__.rpartition(".")
    replace_everywhere(tree, f"from {engine.__name__} import", f"from {package}.deep.deeper.{name} import")


def with_the_sql_elsewhere(tree: Path) -> None:
    (tree / engine.SQL.relative_to(ROOT)).rename(tree / "warehouse" / "statements")


def with_more_outside_the_build(tree: Path) -> None:
    path = file_of(writer, tree)
    replace_in(path, "columns = table", "own_columns = table")
    replace_in(path, "in columns", "in own_columns")
    path.write_text(
        path.read_text(encoding="utf-8") + "\n\ndef more() -> int:\n    return 1\n", encoding="utf-8"
    )
    (tree / "warehouse" / "a_new_module.py").write_text("LIMIT = 5\n", encoding="utf-8")


def in_another_folder(tree: Path) -> None:
    """As it is: a copy."""


@pytest.mark.parametrize(
    "change",
    [
        in_another_folder,
        without_comments_and_layout,
        with_other_docstrings,
        with_a_module_elsewhere,
        with_the_engine_deeper_than_its_sql,
        with_the_sql_elsewhere,
        with_more_outside_the_build,
    ],
)
def test_what_moves_no_number_changes_no_digest(
    tree: Path, before: str, change: Callable[[Path], None]
) -> None:
    change(tree)
    assert digest(tree) == before


CHANGED: dict[str, tuple[ModuleType, str, str]] = {
    "a formula": (intervals, "sizes**2", "sizes**3"),
    "a constant": (intervals, "0.975", "0.95"),
    "the version of a KPI": (approval, 'version="2"', 'version="3"'),
    "a library's function": (
        intervals,
        "import chdtri, ndtri, stdtrit",
        "import chdtri, ndtr as ndtri, stdtrit",
    ),
    "SQL in a module": (engine, "max(as_of) filter", "min(as_of) filter"),
}


@pytest.mark.parametrize("what", CHANGED)
def test_what_may_move_a_number_changes_the_digest(tree: Path, before: str, what: str) -> None:
    module, old, new = CHANGED[what]
    replace_in(file_of(module, tree), old, new)
    assert digest(tree) != before


def test_every_statement_of_sql_counts(tree: Path, before: str) -> None:
    seen = {before}
    statements = files(tree, "*.sql")
    for path in (statements[0], statements[-1]):
        path.write_text(path.read_text(encoding="utf-8") + "limit 1\n", encoding="utf-8")
        changed = digest(tree)
        assert changed not in seen
        seen.add(changed)


def a_tree(folder: Path, **modules: str) -> Path:
    """The package of the build, with these modules in place of its own."""
    package = folder / "warehouse" / "publication"
    package.mkdir(parents=True)
    for name, text in modules.items():
        (package / f"{name}.py").write_text(text, encoding="utf-8")
    return folder


def test_the_same_name_from_another_module_is_another_formula(tmp_path: Path) -> None:
    """Both modules are reached either way; only whose `rate` is used has changed places."""
    rates = {"crude": "def rate(): return 1\n", "exact": "def rate(): return 2\n"}
    ours = (
        "from warehouse.publication.crude import rate\n"
        "from warehouse.publication.exact import rate as other\n"
        "x = rate() - other()\n"
    )
    swapped = ours.replace("crude", "?").replace("exact", "crude").replace("?", "exact")
    one, other = (
        a_tree(tmp_path / name, build=text, **rates) for name, text in {"one": ours, "other": swapped}.items()
    )
    assert digest(one) != digest(other)


def test_a_module_used_by_its_name_may_have_another(tmp_path: Path) -> None:
    rates = {"rates": "def rate(): return 1\n", "sums": "def rate(): return 2\n"}
    used = "from warehouse.publication import rates, sums\nx = rates.rate() - sums.rate()\n"
    one = a_tree(tmp_path / "one", build=used, **rates)
    renamed = a_tree(
        tmp_path / "renamed", build=used.replace("rates", "zeta"), zeta=rates["rates"], sums=rates["sums"]
    )
    other = a_tree(
        tmp_path / "other", build=used.replace("rates.rate() - sums", "sums.rate() - rates"), **rates
    )
    assert digest(one) == digest(renamed)
    assert digest(one) != digest(other)


def test_modules_that_import_each_other_are_read_once(tmp_path: Path) -> None:
    tree = a_tree(
        tmp_path,
        build="from warehouse.publication.other import x\ny = 1\n",
        other="from warehouse.publication.build import y\nx = 2\n",
    )
    assert set(find_sources(tree, build.__name__)) == {
        "warehouse.publication.build",
        "warehouse.publication.other",
    }


def test_what_is_reached_is_what_python_imports() -> None:
    """Asked of Python itself; modules without a statement of their own decide nothing."""
    asked = f"import json, sys, {build.__name__}; print(json.dumps(list(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True, check=True)
    imported = {name for name in json.loads(done.stdout) if name.split(".")[0] in OURS}
    reached = set(find_sources(ROOT, build.__name__))
    assert len(reached) > 50
    assert reached <= imported
    for name in imported - reached:
        text = (ROOT / name.replace(".", "/") / "__init__.py").read_text(encoding="utf-8")
        assert len(ast.parse(text).body) == 1, name


def test_the_build_reaches_nothing_of_ours_that_is_not_looked_at() -> None:
    ours = {path.name.removesuffix(".py") for path in ROOT.iterdir() if not path.name.startswith(".")}
    assert ours > {*OURS, "cli", "state"}
    sources = find_sources(ROOT, build.__name__).values()
    imported = {one.module.split(".")[0] for source in sources for one in source.imports}
    assert imported & ours == set(OURS)


IDENTIFY = f"""
from pathlib import Path
from {build.__name__} import identify
from warehouse.contract.store import Home
identity = identify(Home(root=Path({{home!r}})))
print(identity.id, identity.content_id)
"""


def identified_by(tree: Path, home: Home) -> tuple[str, str]:
    """The id of the home's facts and their content, as the code in `tree` tells them."""
    asked = IDENTIFY.format(home=str(home.root))
    done = subprocess.run([sys.executable, "-c", asked], cwd=tree, capture_output=True, text=True, check=True)
    snapshot_id, content_id = done.stdout.split()
    return snapshot_id, content_id


@pytest.fixture
def small(tmp_path: Path) -> Home:
    home = Home(root=tmp_path / "home")
    write_facts(home, a_company(), AS_OF, applications=some_applications(200, seed=1))
    return home


def test_a_formula_moves_the_id_but_never_the_seed(tree: Path, small: Home) -> None:
    here = identify(small)
    assert identified_by(tree, small) == (here.id, here.content_id)
    with_other_docstrings(tree)
    assert identified_by(tree, small) == (here.id, here.content_id)
    replace_in(file_of(intervals, tree), "sizes ** 2", "sizes ** 3")
    statement = next(path for path in files(tree, "*.sql") if path.stem == "approval_counts")
    statement.write_text(
        statement.read_text(encoding="utf-8") + "\n-- partners._delivery\n", encoding="utf-8"
    )
    snapshot_id, content_id = identified_by(tree, small)
    assert snapshot_id != here.id
    assert content_id == here.content_id


def test_a_snapshot_keeps_what_it_is_seeded_by_and_one_of_an_older_version_goes_by_its_id(
    small: Home, tmp_path: Path
) -> None:
    publish(small, lambda line: None)
    assert open_current(small).seed == identify(small).content_id
    path = tmp_path / "20200101-0000000000.duckdb"
    shutil.copy(open_current(small).path, path)
    with duckdb.connect(str(path)) as connection:
        connection.execute("alter table snapshot drop column content_id")
    older = Snapshot(path)
    assert older.seed == older.id == "20200101-0000000000"
    assert older.as_of == AS_OF
