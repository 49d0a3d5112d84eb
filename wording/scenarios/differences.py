"""What one plan changes of another, in a sentence."""

from collections.abc import Iterator, Mapping
from typing import Any

from warehouse.contract.windows import shift
from wording import formats
from wording.scenarios.terms import coefficient_name, series_name
from wording.words import Language, say

Draft = Mapping[str, Any]  # a plan as its file states it
Names = Mapping[str, str]

SHOWN = 6  # differences that are named
USUAL: Draft = {"share": 1.0, "waves": 1, "gap_months": 0, "units": None, "adoption": None}
SHARES, MONEY = ("adoption", "share"), ("cost_once", "cost_per_month")
FIELDS = ("start_month", *SHARES, *MONEY, "waves", "gap_months", "units")
TABLES = ("links", "assumptions")


def say_differences(
    first: Draft, other: Draft, last_month: str, *, names: Names, currency: str, language: Language
) -> str:
    """Return in what the other plan differs from the first: adoption of AI approval 100% → 60%, …

    last_month: of the data (YYYY-MM), from which months of plans are counted.
    """
    quoted = {
        which: say("scenarios.quoted", language, name=plan["name"])
        for which, plan in (("first", first), ("other", other))
    }
    told = list(_differences(first, other, _Words(last_month, names, currency, language)))
    if not told:
        return say("differ.same", language, **quoted)
    if len(told) > SHOWN:
        told = [*told[:SHOWN], say("differ.more", language, n=str(len(told) - SHOWN))]
    return say("differ.in", language, **quoted, what=say("format.comma", language).join(told))


class _Words:
    """Formats what a plan holds, for one reader."""

    def __init__(self, last_month: str, names: Names, currency: str, language: Language) -> None:
        self.last_month, self.names, self.currency, self.language = last_month, names, currency, language

    def say(self, key: str, **values: str) -> str:
        return say(key, self.language, **values)

    def name(self, code: str) -> str:
        return self.names.get(code, code)

    def change(self, what: str, before: str, after: str) -> str:
        return self.say("differ.change", what=what, before=before, after=after)

    def value(self, field: str, value: Any) -> str:
        if field == "start_month":
            return formats.month(shift(self.last_month, value), self.language)
        if field in SHARES:
            return formats.plain_percent(value, self.language)
        if field in MONEY:
            return formats.value(value, self.currency, self.language)
        if field == "units":
            return self.say("form.all_units") if not value else self.say("differ.units", n=str(len(value)))
        return str(value)


def _differences(first: Draft, other: Draft, words: _Words) -> Iterator[str]:
    if first["months"] != other["months"]:
        months = (words.say("planned.months", n=str(plan["months"])) for plan in (first, other))
        yield words.change(words.say("differ.horizon"), *months)
    mine, its = ({each["code"]: each for each in plan.get("initiative", [])} for plan in (first, other))
    for code in dict.fromkeys((*mine, *its)):
        if code not in its:
            yield words.say("differ.without", initiative=words.name(code))
        elif code not in mine:
            yield words.say("differ.with", initiative=words.name(code))
        else:
            yield from _of_initiative(mine[code], its[code], words)
    for table in TABLES:
        yield from _of_coefficients(first.get(table, {}), other.get(table, {}), words)


def _of_initiative(mine: Draft, its: Draft, words: _Words) -> Iterator[str]:
    name = words.name(mine["code"])
    for field in FIELDS:
        before, after = (plan.get(field, USUAL.get(field)) for plan in (mine, its))
        if before != after:
            what = words.say("differ.of", field=words.say(f"differ.{field}"), initiative=name)
            yield words.change(what, words.value(field, before), words.value(field, after))
    effects = ({each["outcome"]: each for each in plan.get("effect", [])} for plan in (mine, its))
    then, now = effects
    for outcome in dict.fromkeys((*then, *now)):
        if then.get(outcome) != now.get(outcome):
            effect = words.say("differ.effect", outcome=series_name(outcome, words.language))
            yield words.say("differ.of", field=effect, initiative=name)


def _of_coefficients(mine: Draft, its: Draft, words: _Words) -> Iterator[str]:
    for name in dict.fromkeys((*mine, *its)):
        if mine.get(name) != its.get(name):
            before, after = (_state(each.get(name), words) for each in (mine, its))
            yield words.change(coefficient_name(name, words.language), before, after)


def _state(stated: Any, words: _Words) -> str:
    """What a plan states of a coefficient: its value, with its range."""
    if stated is None:
        return words.say("differ.usual")
    if not isinstance(stated, Mapping):
        return f"{stated:g}"
    value = stated["value"]
    low, high = stated.get("low", value), stated.get("high", value)
    return f"{value:g} ({formats.span(f'{low:g}', f'{high:g}', words.language)})"
