"""How calls read: records are made by keyword, and no call has more than five arguments without a name."""

import ast
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = next(folder for folder in Path(__file__).parents if (folder / "pyproject.toml").exists())
NOT_CODE = {"docs", "examples", "build", "dist", "data"}
MOST_WITHOUT_A_NAME = 5
LISTS_OF_LIBRARIES = {("sqlalchemy", "Table")}  # takes columns, as many as there are
Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def modules() -> dict[Path, ast.Module]:
    """Every module of product, tests and benchmarks."""
    paths = (path.relative_to(ROOT) for path in ROOT.rglob("*.py"))
    ours = [path for path in paths if path.parts[0] not in NOT_CODE and not path.parts[0].startswith(".")]
    return {path: ast.parse((ROOT / path).read_text()) for path in sorted(ours)}


def test_every_module_is_looked_at() -> None:
    assert len(modules()) > 500
    assert {"warehouse", "tests", "benchmarks"} <= {path.parts[0] for path in modules()}


def positional_records(tree: ast.AST) -> Iterator[ast.ClassDef]:
    """The dataclasses that can be made without naming the fields."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.ClassDef):
            continue
        for decorator in node.decorator_list:
            call = decorator if isinstance(decorator, ast.Call) else None
            if ast.unparse(call.func if call else decorator).rpartition(".")[2] != "dataclass":
                continue
            keywords = call.keywords if call else []
            if not any(k.arg == "kw_only" and ast.unparse(k.value) == "True" for k in keywords):
                yield node


def test_records_are_made_by_keyword() -> None:
    found = [
        f"{path}:{node.lineno} {node.name}" for path, t in modules().items() for node in positional_records(t)
    ]
    assert not found


def written_out(arguments: list[ast.expr]) -> Iterator[ast.expr]:
    """Positional arguments one by one: `*(a, b)` is two, `*rows` is one."""
    for argument in arguments:
        if isinstance(argument, ast.Starred) and isinstance(argument.value, ast.Tuple | ast.List):
            yield from written_out(argument.value.elts)
        else:
            yield argument


def places(function: Function) -> int | None:
    """How many positional parameters stand before `*parameters`, which take a list; None without such."""
    parameters = function.args
    return len(parameters.posonlyargs) + len(parameters.args) if parameters.vararg else None


def functions_by_name(tree: ast.AST) -> dict[str, list[Function]]:
    found: dict[str, list[Function]] = defaultdict(list)
    for node in ast.walk(tree):
        if isinstance(node, Function):
            found[node.name].append(node)
    return found


@cache
def functions_of_the_tree() -> dict[str, list[Function]]:
    found: dict[str, list[Function]] = defaultdict(list)
    for tree in modules().values():
        for name, functions in functions_by_name(tree).items():
            found[name] += functions
    return found


def unnamed_calls(tree: ast.AST, elsewhere: dict[str, list[Function]]) -> Iterator[ast.Call]:
    """Calls with more than five arguments in places; what goes into `*parameters` of ours is a list and not counted."""
    here = functions_by_name(tree)
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    imported = {(node.module, alias.name) for node in imports for alias in node.names}
    columns = {name for _, name in imported & LISTS_OF_LIBRARIES}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        count = len(list(written_out(node.args)))
        if count > MOST_WITHOUT_A_NAME:
            name = ast.unparse(node.func).rpartition(".")[2]
            lists = [n for f in here.get(name) or elsewhere.get(name, []) if (n := places(f)) is not None]
            if name not in columns and (not lists or min(lists) > MOST_WITHOUT_A_NAME):
                yield node


def test_no_call_has_more_than_five_arguments_without_a_name() -> None:
    found = [
        f"{path}:{call.lineno} {ast.unparse(call.func)}"
        for path, tree in modules().items()
        for call in unnamed_calls(tree, functions_of_the_tree())
    ]
    assert not found


@pytest.mark.parametrize(
    ("source", "many"),
    [
        ("f(1, 2, 3, 4, 5)", 0),
        ("f(1, 2, 3, 4, 5, 6)", 1),
        ("f(1, 2, 3, 4, 5, six=6)", 0),
        ("f(1, *(2, 3, 4), *[5, 6])", 1),
        ("f(1, 2, 3, 4, *rest)", 0),
        ("def f(a, *words): ...\nf(1, 2, 3, 4, 5, 6)", 0),
        ("def f(a, b, c, d, e, g, *words): ...\nf(1, 2, 3, 4, 5, 6)", 1),
        ("one.f(1, 2, 3, 4, 5, g(1, 2, 3, 4, 5, 6))", 2),
    ],
)
def test_arguments_are_counted(source: str, many: int) -> None:
    assert len(list(unnamed_calls(ast.parse(source), {}))) == many


@pytest.mark.parametrize(
    ("decorator", "many"),
    [
        ("dataclass", 1),
        ("dataclass(frozen=True)", 1),
        ("dataclasses.dataclass(kw_only=False)", 1),
        ("dataclass(frozen=True, kw_only=True)", 0),
        ("final", 0),
    ],
)
def test_positional_records_are_seen(decorator: str, many: int) -> None:
    assert len(list(positional_records(ast.parse(f"@{decorator}\nclass A: ...")))) == many
