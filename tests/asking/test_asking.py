"""Asking: every question is registered, answers are recalled by value and scope, and statements are noted."""

import ast
import importlib
import inspect
import re
import traceback
import typing
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest
import streamlit as st

from asking import questions
from asking.ask import Ask
from asking.memory import Memory, Noting, Remembering
from asking.questions import QUESTIONS, UNNUMBERED
from tests.kit.asks import Forgetful
from tests.kit.pages import run, said
from tests.kit.tree import product_packages
from ui.memory import TO_RECORD, SharedMemory
from warehouse.contract.scope import WHOLE_HOUSE, Scope
from warehouse.contract.store import Home
from warehouse.partners.standings import roster
from warehouse.query.answers import Answer, Passport
from warehouse.query.query import answer, compare
from warehouse.scenarios.sides import Side
from warehouse.snapshot.snapshots import Snapshot

ROOT = Path(__file__).parents[2]
NOT_PRODUCT = {"tests", "benchmarks", "docs", "examples", "build", "data"}
SCREENS = {"app", "pages"}  # run when they are imported; they name blocks, not questions


def product_modules() -> list[str]:
    files = [path for path in ROOT.rglob("*.py") if not path.relative_to(ROOT).parts[0].startswith(".")]
    names = [path.relative_to(ROOT).with_suffix("").parts for path in files]
    return [".".join(name) for name in names if name[0] not in NOT_PRODUCT | SCREENS]


@cache
def asked_in_product() -> tuple[dict[Callable[..., Any], str], set[str]]:
    """Question → a module that asks it, and the calls whose question is no name of their module."""
    asked: dict[Callable[..., Any], str] = {}
    unresolved: set[str] = set()
    for name in product_modules():
        source = (ROOT / (name.replace(".", "/") + ".py")).read_text(encoding="utf-8")
        calls = list(calls_that_ask(ast.parse(source)))
        known = vars(importlib.import_module(name)) if calls else {}
        for call in calls:
            first = call.args[0]
            if isinstance(first, ast.Starred) and isinstance(first.value, ast.Tuple):
                first = first.value.elts[0]
            question = named_by(first, known)
            if question is not None:
                asked[question] = name
            elif ends_in_ask(call):
                unresolved.add(ast.unparse(call))
    return asked, unresolved


def calls_that_ask(tree: ast.Module) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute) or not node.args:
            continue
        if node.func.attr in ("of", "stated"):
            yield node


def named_by(node: ast.expr, known: dict[str, Any]) -> Callable[..., Any] | None:
    """The question that a name of a module stands for: a function of (snapshot, …, scope)."""
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        named = getattr(known.get(node.value.id), node.attr, None)
    else:
        named = known.get(node.id) if isinstance(node, ast.Name) else None
    if not inspect.isfunction(named):
        return None
    parameters = list(inspect.signature(named).parameters)
    return named if parameters[:1] == ["snapshot"] and parameters[-1:] == ["scope"] else None


def ends_in_ask(call: ast.Call) -> bool:
    return ast.unparse(call.func).split(".")[-2] == "ask"


def test_every_question_asked_is_registered_with_or_without_numbers() -> None:
    asked, unresolved = asked_in_product()
    assert {answer, compare, roster} <= set(asked)
    for question, module in asked.items():
        assert (question in QUESTIONS.values()) != (question in UNNUMBERED), f"{module}: {question.__name__}"
    assert not unresolved


def test_whatever_is_registered_is_asked_somewhere() -> None:
    assert set(QUESTIONS.values()) | UNNUMBERED == set(asked_in_product()[0])


def test_no_answer_without_a_number_carries_a_passport() -> None:
    def carries_a_number(kind: object) -> bool:
        parts = typing.get_args(kind) or (kind,)
        return any(part is Side or (is_dataclass(part) and "passport" in names_of(part)) for part in parts)

    def names_of(record: Any) -> set[str]:
        return {field.name for field in fields(record)}

    answers = {question: typing.get_type_hints(question)["return"] for question in UNNUMBERED}
    assert answers and not [question for question, kind in answers.items() if carries_a_number(kind)]
    assert carries_a_number(typing.get_type_hints(answer)["return"])


def test_the_way_from_page_to_sql_is_the_documented_one(
    simulated_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each wall is passed downwards once; between, `asking` hands its computation to the memory it was given."""
    ways: list[list[str]] = []
    run_sql = Snapshot.frame

    def frame(self: Snapshot, sql: str) -> pd.DataFrame:
        if "0 as side, region, region as unit, bin" in sql:
            ways.append([relative(entry.filename) for entry in traceback.extract_stack()])
        return run_sql(self, sql)

    monkeypatch.setattr(Snapshot, "frame", frame)
    st.cache_resource.clear()
    said(run(simulated_home, monkeypatch, "approval", by="region"))
    ways = [way[way.index("pages/approval.py") :] for way in ways if "ui/blocks.py" in way]
    files = list(dict.fromkeys(name for name in ways[-1] if name.split("/")[0] in product_packages()))
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    told = text.partition("### The way of one number")[2].partition("\n\nImports cross")[0]
    assert files == re.findall(r"\| \d \| `([\w/.]+)`", told)
    assert len(files) <= 7


def relative(name: str) -> str:
    path = Path(name)
    return path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else name


def count(snapshot: Any, what: str, scope: Scope) -> Answer:
    """A question that counts how often it is asked."""
    snapshot.asked.append((what, scope))
    passport = Passport(
        number="",
        kpi="",
        definition_version="",
        snapshot=snapshot.id,
        as_of="",
        mart="",
        sql="",
        filters=(),
        months=(),
        excluded_months=(),
    )
    return Answer(dimensions=(), values=(), passport=passport)


@pytest.fixture
def snapshot(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Any:
    monkeypatch.setattr(questions, "_NAMES", {count: "count"})
    return SimpleNamespace(id=request.node.name, asked=[])


def asks(snapshot: Any, memory: Memory, scope: Scope = WHOLE_HOUSE) -> Ask:
    return Ask(snapshot=snapshot, scope=scope, memory=memory)


def test_a_question_nobody_registered_is_not_answered(snapshot: Any) -> None:
    def forgotten(snapshot: Any, scope: Scope) -> None:
        snapshot.asked.append("forgotten")

    for ask in (asks(snapshot, Forgetful()), asks(snapshot, Remembering()), asks(snapshot, SharedMemory())):
        with pytest.raises(LookupError, match=r"forgotten.*QUESTIONS nor in UNNUMBERED"):
            ask.of(forgotten)
    assert snapshot.asked == []


def test_a_question_without_numbers_states_nothing(snapshot: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def bare(snapshot: Any, scope: Scope) -> str:
        return "bare"

    monkeypatch.setattr(questions, "UNNUMBERED", {bare})
    noting = Noting(Forgetful())
    assert asks(snapshot, noting).of(bare) == "bare" and noting.noted == {}
    with pytest.raises(LookupError, match="no numbers"):
        asks(snapshot, noting).state(bare)


@pytest.mark.parametrize("memory", [Remembering(), SharedMemory()], ids=["own life", "shared"])
def test_an_answer_is_recalled_for_the_same_snapshot_question_and_scope_only(
    snapshot: Any, memory: Memory
) -> None:
    own = Scope(partners=("P1",))
    for _ in range(2):
        whole = asks(snapshot, memory).of(count, "a")
        scoped = asks(snapshot, memory, own).of(count, "a")
        assert (
            asks(snapshot, memory).state(count, "a").number == whole.passport.number != scoped.passport.number
        )
        asks(snapshot, memory).of(count, "b")
    assert snapshot.asked == [("a", WHOLE_HOUSE), ("a", own), ("b", WHOLE_HOUSE)]
    other = SimpleNamespace(id=f"{snapshot.id} later", asked=[])
    asks(other, memory).of(count, "a")
    assert other.asked == [("a", WHOLE_HOUSE)]


def test_without_memory_everything_is_asked_again(snapshot: Any) -> None:
    ask = asks(snapshot, Forgetful())
    assert ask.of(count, "a") == ask.of(count, "a")
    assert len(snapshot.asked) == 2


def test_what_is_kept_already_is_noted_all_the_same(snapshot: Any) -> None:
    memory = Remembering()
    known = asks(snapshot, memory).state(count, "a")
    noting = Noting(memory)
    asks(snapshot, noting).of(count, "b")
    asks(snapshot, noting).of(count, "a")
    assert [one.about for one in noting.noted.values()] == ['["b"]', '["a"]']
    assert noting.noted[known.number] == known and len(snapshot.asked) == 2


def test_what_the_server_states_is_to_be_recorded_once(snapshot: Any) -> None:
    TO_RECORD.clear()
    memory = SharedMemory()
    for _ in range(2):
        asks(snapshot, memory).of(count, "a")
    (recorded,) = TO_RECORD
    assert (recorded.name, recorded.snapshot) == ("count", snapshot.id)
    TO_RECORD.clear()
