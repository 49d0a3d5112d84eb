"""Functions are verbs, and results are named for what they are."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
APART = {"tests", "benchmarks", "build", "data"}
FEWEST_FILES = 400

# Past participles that do not end in -ed. Not listed: what is a verb or a noun in the same form (put, set, read, split,
# cut, let, run, come, bound, cost, spread).
IRREGULAR_TEXT = """
begun bent bought bred broken brought built caught chosen dealt drawn driven eaten fallen fed felt fought found
forgotten frozen given gone got gotten grown heard held hidden hung kept known laid led left lent lit lost made
meant met mistaken paid proven ridden risen said sat seen sent shaken shown shrunk slept sold sought spent spoken
stolen stood stuck sunk sworn swept taken taught thought thrown told torn understood withdrawn withheld won worn
woken written
"""
IRREGULAR = frozenset(IRREGULAR_TEXT.split())
# Verbs in spite of their ending.
VERBS = {
    "bleed",
    "breed",
    "embed",
    "exceed",
    "feed",
    "heed",
    "need",
    "proceed",
    "seed",
    "shed",
    "speed",
    "succeed",
}
# Quantities of statistics: the participle is part of a noun phrase.
QUANTITIES = {"observed_value", "observed_worth", "signed_terms", "weighted_change", "weighted_share"}
NAMELESS = {"found", "one"}


@cache
def trees() -> tuple[tuple[Path, ast.Module], ...]:
    paths = [
        path
        for path in sorted(ROOT.rglob("*.py"))
        if not any(part in APART or part.startswith(".") for part in path.relative_to(ROOT).parts)
    ]
    return tuple((path.relative_to(ROOT), ast.parse(path.read_text(encoding="utf-8"))) for path in paths)


def is_participle(word: str) -> bool:
    if word in VERBS:
        return False
    return word.endswith("ed") or word in IRREGULAR or word.removeprefix("un") in IRREGULAR


def is_property(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    names = {name for decorator in function.decorator_list for name in ast.unparse(decorator).split(".")}
    return bool(names & {"property", "cached_property", "setter"})


def participles(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Functions whose name begins with a participle; properties may be adjectives."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) or is_property(node):
            continue
        if is_participle(node.name.strip("_").split("_")[0]) and node.name not in QUANTITIES:
            yield node


def nameless(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Variables, parameters, loop targets, attributes and fields that say nothing of what they hold."""
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name, ctx=ast.Store()) | ast.arg(arg=name) | ast.Attribute(attr=name):
                pass
            case ast.ExceptHandler(name=str(name)) | ast.MatchAs(name=str(name)) | ast.keyword(arg=str(name)):
                pass
            case _:
                continue
        if name in NAMELESS:
            yield node.lineno, name


def test_the_whole_product_is_looked_at() -> None:
    assert len(trees()) > FEWEST_FILES


def test_functions_are_verbs() -> None:
    wrong = [f"{path}:{node.lineno} {node.name}" for path, tree in trees() for node in participles(tree)]
    assert not wrong, f"name a function for what it does, as a verb: {wrong}"


def test_results_are_named_for_what_they_are() -> None:
    wrong = [f"{path}:{line} {name}" for path, tree in trees() for line, name in nameless(tree)]
    assert not wrong, f"name a value for what it is: {wrong}"


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("def told(): ...", ["told"]),
        ("def laid_out(): ...", ["laid_out"]),
        ("class A:\n    def _kept(self): ...", ["_kept"]),
        ("def unseen(): ...", ["unseen"]),
        ("def f():\n    def counted(): ...", ["counted"]),
        ("async def opened(): ...", ["opened"]),
        ("class A:\n    @property\n    def closed(self): ...", []),
        ("class A:\n    @functools.cached_property\n    def closed(self): ...", []),
        (
            "def is_told(): ...\ndef feed(): ...\ndef need(): ...\ndef split(): ...\ndef read_written(): ...",
            [],
        ),
    ],
)
def test_participles_are_distinguished_from_verbs(source: str, names: list[str]) -> None:
    assert [node.name for node in participles(ast.parse(source))] == names


@pytest.mark.parametrize(
    "source",
    [
        "one = 1",
        "def f(found): ...",
        "[one for one in rows]",
        "for place, one in rows: ...",
        "lambda one: 1",
        "row.found",
        "class A:\n    found: int",
        "if (found := 1): ...",
        "f(found=1)",
    ],
)
def test_names_that_say_nothing_are_seen(source: str) -> None:
    assert {name for _, name in nameless(ast.parse(source))} <= NAMELESS
    assert list(nameless(ast.parse(source)))
