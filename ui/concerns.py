"""What needs attention, in words: targets missed, what got worse beyond chance, and tables that are late."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from ui import sentences
from ui.attention import Candidate, got_worse, is_testable, missed
from ui.cards import target_words
from ui.choices import Choices
from ui.compared import compared
from ui.judgement import verdict
from ui.naming import member_name, name_of
from ui.reader import Reader
from ui.records import rows_of
from warehouse.judged import is_led
from warehouse.kpis import KPIS
from warehouse.targets import target_of

LATE_DAYS = 3  # a table this far behind the newest one is worth a line
OLD_DAYS = 45  # data that were older than this when they were published are worth a line, too


@dataclass(frozen=True)
class Concern:
    """A line; the comparison it comes from: code of the KPI ("" where it is about data), and by what."""

    words: str
    code: str
    by: tuple[str, ...]


def concerns(reader: Reader, choices: Choices, codes: Sequence[str]) -> tuple[Concern, ...]:
    """All of them; `codes` are the KPIs of which the regions are looked at, too."""
    late = (Concern(words, "", ()) for words in _late(reader))
    return (*_targets_missed(reader, choices), *_worse(reader, choices, codes), *late)


def testable(reader: Reader, choices: Choices) -> int:
    """How many KPIs can be found to be worse at all."""
    return sum(is_testable(one) for one in _tested(reader, choices, tuple(KPIS), ()))


def _targets_missed(reader: Reader, choices: Choices) -> list[Concern]:
    found = []
    for code in KPIS:
        kpi, comparison = reader.kpi(code), compared(reader, choices, code)
        if comparison is None:
            continue
        target = target_of(reader.snapshot, code, choices.where, comparison.months_after)
        change = comparison.changes[0]
        if target is not None and missed(kpi, change, target):
            name, words = name_of(kpi, reader.language), target_words(change, target, kpi, reader.language)
            found.append(Concern(reader.say("attention.target", name=name, target=words), code, ()))
    return found


def _worse(reader: Reader, choices: Choices, codes: Sequence[str]) -> list[Concern]:
    unit = reader.snapshot.company.statistics_unit
    labels = reader.ask.labels(unit)
    whole = _tested(reader, choices, tuple(KPIS), ())
    # What a headline card calls worse stands here whatever the others do.
    on_cards = [one for one in whole if one.kpi.code in codes and verdict(one.change, one.kpi) == "worse"]
    by_unit = [reader.kpi(code).guard if is_led(reader.kpi(code)) else code for code in codes]
    regions = _tested(reader, choices, by_unit, (unit,))
    found = []
    for one in dict.fromkeys((*on_cards, *got_worse(whole), *got_worse(regions))):
        words = sentences.clause(one.change, one.kpi, reader.language)
        if one.member is not None:
            member = member_name(one.member, labels, reader.language)
            words = reader.say("attention.member", member=member, words=words)
        found.append(Concern(words, one.kpi.code, () if one.member is None else (unit,)))
    return found


def _tested(reader: Reader, choices: Choices, codes: Sequence[str], by: tuple[str, ...]) -> list[Candidate]:
    found = []
    for code in codes:
        comparison = compared(reader, choices, code, by)
        if comparison is not None:
            kpi = reader.kpi(code)
            found += [Candidate(kpi, c.members[0] if by else None, c) for c in comparison.changes]
    return found


def _late(reader: Reader) -> list[str]:
    snapshot = reader.snapshot
    behind = [(row.table_name, days_behind(reader, row.cut_off)) for row in rows_of(snapshot.freshness)]
    age = (snapshot.published_at - snapshot.as_of).days
    old = [reader.say("attention.old", days=str(age))] if age > OLD_DAYS else []
    return old + [
        reader.say("attention.late", table=reader.say(f"table.{name}"), days=str(days))
        for name, days in behind
        if days > LATE_DAYS
    ]


def days_behind(reader: Reader, cut_off: pd.Timestamp) -> int:
    """Whole days between a table's cut-off and the newest of all; a table never delivered is not behind."""
    return 0 if pd.isna(cut_off) else max(0, (pd.Timestamp(reader.snapshot.as_of) - cut_off).days)
