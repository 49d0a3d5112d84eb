"""What needs attention, in words: missed targets, harmful effects, changes for the worse, and late tables."""

from collections.abc import Sequence
from dataclasses import dataclass

from warehouse.effects.evidence import Evidence, evidence
from warehouse.effects.harm import CERTAIN, find_worse_effects, standing
from warehouse.kpis import KPIS
from warehouse.query.judged import is_led
from warehouse.query.targets import target_of
from wording import formats
from wording.cards.cards import delta_words, target_words
from wording.cards.compared import compare_windows
from wording.choices import Choices
from wording.evidence.harm import harm_line
from wording.evidence.names import names_of
from wording.judgement import verdict
from wording.naming import member_name, name_of
from wording.reader import Reader
from wording.scorecard.attention import (
    Candidate,
    is_testable,
    misses_target,
    select_counted_worse,
    select_worsened,
)
from wording.sentences.freshness import deliveries_of, late_lines

# Of initiatives, in the place of a KPI: such a line rests on the evidence, not on a comparison.
EFFECTS = "effects"


@dataclass(frozen=True, kw_only=True)
class Concern:
    """A line on what needs attention.

    code, by: KPI and dimensions of the comparison that it comes from. code is EFFECTS for initiatives, "" for
    deliveries. member: of the dimension; for EFFECTS the initiative; "" for the whole company.
    """

    words: str
    code: str
    by: tuple[str, ...]
    member: str


def concerns(reader: Reader, choices: Choices, codes: Sequence[str]) -> tuple[Concern, ...]:
    """Return everything that needs attention; `codes` are the KPIs whose regions are tested too."""
    late = (
        Concern(words=words, code="", by=(), member="")
        for words in late_lines(deliveries_of(reader.snapshot), reader.language)
    )
    certain, others = _harm(reader, choices)
    worse = _find_worse(reader, choices, codes)
    return (*_targets_missed(reader, choices), *certain, *worse, *others, *late)


def count_testable(reader: Reader, choices: Choices) -> int:
    """Return how many KPIs can be found to be worse at all."""
    return sum(is_testable(candidate) for candidate in _collect_candidates(reader, choices, tuple(KPIS), ()))


def _targets_missed(reader: Reader, choices: Choices) -> list[Concern]:
    missed = []
    for code in KPIS:
        kpi, comparison = reader.kpi(code), compare_windows(reader, choices, code)
        if comparison is None:
            continue
        target = target_of(reader.snapshot, code, choices.where, comparison.months_after)
        change = comparison.changes[0]
        if target is not None and misses_target(kpi, change, target):
            name, words = name_of(kpi, reader.language), target_words(change, target, kpi, reader.language)
            said = reader.say("attention.target", name=name, target=words)
            missed.append(Concern(words=said, code=code, by=(), member=""))
    return missed


def _harm(reader: Reader, choices: Choices) -> tuple[list[Concern], list[Concern]]:
    """Every effect on the worse side: those that are certain, and the others; of the whole company only."""
    if choices.where:
        return [], []
    initiative_evidence: Evidence = reader.ask.of(evidence)
    names = names_of(reader, initiative_evidence)
    certain, others = list[Concern](), list[Concern]()
    for pair in find_worse_effects(initiative_evidence):
        words = harm_line(pair, names, reader.currency, reader.language)
        line = Concern(words=words, code=EFFECTS, by=(), member=pair.initiative)
        (certain if standing(pair) in CERTAIN else others).append(line)
    return certain, others


def _find_worse(reader: Reader, choices: Choices, codes: Sequence[str]) -> list[Concern]:
    unit = reader.snapshot.company.statistics_unit
    labels = reader.ask.labels(unit)
    whole = _collect_candidates(reader, choices, tuple(KPIS), ())
    # What a headline card calls worse stands here whatever the others do; a stock of late loans by what leads it.
    leading = [reader.kpi(code).guard if is_led(reader.kpi(code)) else code for code in codes]
    on_cards = [
        candidate
        for candidate in whole
        if candidate.kpi.code in leading and verdict(candidate.change, candidate.kpi) == "worse"
    ]
    regions = _collect_candidates(reader, choices, leading, (unit,))
    worse = []
    counted = select_counted_worse(whole)
    listed = (*on_cards, *select_worsened(whole), *counted, *select_worsened(regions))
    for candidate in dict.fromkeys(listed):
        kpi, member = candidate.kpi, candidate.member
        delta, interval = delta_words(candidate.change, kpi, reader.language)
        words = reader.say(
            "attention.counted" if candidate in counted else "attention.worse",
            name=name_of(kpi, reader.language),
            change=formats.add_interval(delta, interval, reader.language),
        )
        if member is not None:
            words = reader.say(
                "attention.member", member=member_name(member, labels, reader.language), words=words
            )
        by = () if member is None else (unit,)
        worse.append(Concern(words=words, code=kpi.code, by=by, member=member or ""))
    return worse


def _collect_candidates(
    reader: Reader, choices: Choices, codes: Sequence[str], by: tuple[str, ...]
) -> list[Candidate]:
    candidates = []
    for code in codes:
        comparison = compare_windows(reader, choices, code, by)
        if comparison is not None:
            kpi = reader.kpi(code)
            candidates += [
                Candidate(kpi=kpi, member=c.members[0] if by else None, change=c) for c in comparison.changes
            ]
    return candidates
