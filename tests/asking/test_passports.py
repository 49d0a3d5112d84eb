"""Numbers of passports: what they are made of, how they are kept, and when `milepost verify` says that one holds."""

import json
import re
from dataclasses import replace

import pytest

from asking.ask import Ask, Inquiry
from asking.canonical import canonical
from asking.memory import Noting, Remembering
from asking.numbers import read_number
from asking.verification import ask_again
from tests.kit.asks import AFTER, BEFORE, SPEED, Forgetful, stated_by
from warehouse.contract.scope import WHOLE_HOUSE, Scope
from warehouse.effects.evidence import evidence
from warehouse.kpis import KPIS
from warehouse.partners.standings import standings
from warehouse.query.answers import Passport
from warehouse.query.query import Question, answer, compare
from warehouse.query.subjects.waits import distribution
from warehouse.snapshot.snapshots import Snapshot

NUMBER = re.compile(r"MP(-[0-9A-HJKMNP-TV-Z]{4}){3}")


def asks(snapshot: Snapshot, scope: Scope) -> Ask:
    return Ask(snapshot=snapshot, scope=scope, memory=Forgetful())


def test_a_number_is_made_of_all_that_the_answer_depends_on(simulated_snapshot: Snapshot) -> None:
    snapshot = simulated_snapshot
    whole = stated_by(snapshot, compare, SPEED, BEFORE, AFTER, (), ())
    region = snapshot.members("region")[0]
    partner = snapshot.members("partner")[0]
    others = [
        stated_by(snapshot, compare, "approval_time_p90", BEFORE, AFTER, (), ()),
        stated_by(snapshot, compare, SPEED, ("2021-08", "2022-07"), AFTER, (), ()),
        stated_by(snapshot, compare, SPEED, BEFORE, AFTER, ("region",), ()),
        stated_by(snapshot, compare, SPEED, BEFORE, AFTER, (), (("region", (region,)),)),
        stated_by(snapshot, answer, Question(kpi=SPEED, by=(), where=(), months=AFTER)),
    ]
    about = (SPEED, BEFORE, AFTER, (), ())
    scoped = asks(snapshot, Scope(partners=(partner,))).state(compare, *about)
    numbers = {one.number for one in (whole, *others, scoped)}
    assert len(numbers) == 7 and all(NUMBER.fullmatch(number) for number in numbers)
    assert stated_by(snapshot, compare, SPEED, BEFORE, AFTER, (), ()) == whole


def test_the_answer_carries_the_number_and_is_else_what_the_question_says(
    simulated_snapshot: Snapshot,
) -> None:
    found = asks(simulated_snapshot, WHOLE_HOUSE).of(compare, SPEED, BEFORE, AFTER, (), ())
    stated = stated_by(simulated_snapshot, compare, SPEED, BEFORE, AFTER, (), ())
    bare = compare(
        simulated_snapshot, kpi_code=SPEED, before=BEFORE, after=AFTER, by=(), where=(), scope=WHOLE_HOUSE
    )
    assert found.passport.number == stated.number and bare.passport.number == ""
    assert replace(found, passport=bare.passport) == bare
    told = json.loads(stated.answer)["changes"][0]["after"]["estimate"]["value"]
    assert told == pytest.approx(bare.changes[0].after.estimate.value, rel=1e-8)


def test_every_question_of_the_first_pages_can_be_asked_again(simulated_snapshot: Snapshot) -> None:
    codes = list(KPIS)[::17]
    several: list[Inquiry] = [(compare, (code, BEFORE, AFTER, (), ())) for code in codes]
    several += [(answer, (Question(kpi=code, by=("month",), where=(), months=None),)) for code in codes]
    several += [(distribution, (SPEED, AFTER, BEFORE, ())), (evidence, ())]
    several += [(standings, ("fraud_rate", "dealer", "after", BEFORE, AFTER, ()))]
    for question, about in several:
        stated = stated_by(simulated_snapshot, question, *about)
        assert ask_again(stated, simulated_snapshot) == stated, stated.name


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("MP-7K3Q-9XTD-2B4H", "MP-7K3Q-9XTD-2B4H"),
        ("mp-7k3q-9xtd-2b4h ", "MP-7K3Q-9XTD-2B4H"),
        ("7K3Q9XTD2B4H", "MP-7K3Q-9XTD-2B4H"),
        ("MP 7K3Q 9XTD 2B4H", "MP-7K3Q-9XTD-2B4H"),
        ("MP-OIL1-0000-0000", "MP-0111-0000-0000"),  # misread signs
        ("MP\u20117K3Q\u20119XTD\u20112B4H", "MP-7K3Q-9XTD-2B4H"),  # copied from a slide
        ("ＭＰ－7K3Q\u20139XTD\u22122B4H\u200b", "MP-7K3Q-9XTD-2B4H"),
        ("MP-7K3Q-9XTD-2B4", None),
        ("MP-7K3Q-9XTD-2B4U", None),
        ("", None),
        ("二", None),
    ],
)
def test_reads_a_number_as_people_type_it(typed: str, read: str | None) -> None:
    assert read_number(typed) == read


def test_numbers_that_differ_in_the_last_digits_of_a_sum_are_one() -> None:
    assert canonical((0.1 + 0.2, float("nan"))) == canonical((0.3, float("nan"))) == [0.3, "nan"]
    assert canonical(1.00000001) != canonical(1.0)
    with pytest.raises(TypeError, match="object"):
        canonical({"x": object()})


def test_asking_without_pages_gives_the_same_numbers(simulated_snapshot: Snapshot) -> None:
    plainly = asks(simulated_snapshot, WHOLE_HOUSE)
    found = plainly.change(SPEED, BEFORE, AFTER, (), ())
    assert isinstance(found.passport, Passport)
    assert (
        found.passport.number == stated_by(simulated_snapshot, compare, SPEED, BEFORE, AFTER, (), ()).number
    )
    assert plainly.values(SPEED, (), (), AFTER).passport.number != found.passport.number


@pytest.mark.parametrize("scope", [WHOLE_HOUSE, Scope(partners=())])
def test_what_is_prepared_is_recalled_as_if_it_had_been_asked(
    simulated_snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch, scope: Scope
) -> None:
    where = (("region", simulated_snapshot.members("region")[:2]),)
    about = (SPEED, BEFORE, AFTER, (), where)
    months = Question(kpi=SPEED, by=("month",), where=where, months=None)
    alone = asks(simulated_snapshot, scope)
    expected = alone.state(compare, *about), alone.state(answer, months)
    together = Ask(snapshot=simulated_snapshot, scope=scope, memory=Remembering())
    # What takes no steps, as evidence, is left until it is asked.
    together.prepare([(compare, about), (answer, (months,)), (evidence, ())])
    monkeypatch.setattr(Snapshot, "frame", None)
    assert (together.state(compare, *about), together.state(answer, months)) == expected
    assert together.change(*about).passport.number == expected[0].number


def test_nothing_is_noted_before_it_is_asked(simulated_snapshot: Snapshot) -> None:
    noting = Noting(Remembering())
    ask = Ask(snapshot=simulated_snapshot, scope=WHOLE_HOUSE, memory=noting)
    about = (SPEED, BEFORE, AFTER, (), ())
    ask.prepare([(compare, about)])
    assert noting.noted == {}
    number = ask.state(compare, *about).number
    assert list(noting.noted) == [number]
