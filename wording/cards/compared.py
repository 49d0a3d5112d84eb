"""A KPI before and after for a reader's choices, and its card."""

from collections.abc import Iterable
from dataclasses import replace

from asking.ask import Inquiry
from warehouse.effects.attributed import is_covered, sum_attributed
from warehouse.effects.evidence import Evidence, evidence
from warehouse.kpis.record import Kpi
from warehouse.query.answers import Change, Comparison, Passport
from warehouse.query.query import compare
from warehouse.query.series import series
from warehouse.query.targets import target_of
from wording import formats
from wording.cards.attributable import attributable_part
from wording.cards.cards import NOTHING_KNOWN, Card, Fact, card, plain_card
from wording.choices import Choices
from wording.judgement import Judgement, judge
from wording.levels import describe_sample_pair
from wording.naming import definition_of
from wording.reader import Reader
from wording.sentences.bulk_exits import bulk_exit_note


def compare_windows(
    reader: Reader, choices: Choices, code: str, by: tuple[str, ...] = ()
) -> Comparison | None:
    """Compare a KPI between the chosen windows, None where there are no windows.

    by: the dimensions to split it by.
    """
    if choices.before is None or choices.after is None:
        return None
    return reader.ask.change(code, choices.before, choices.after, by, choices.where)


def judgement_of(reader: Reader, choices: Choices, code: str) -> Judgement:
    """Return the status of a KPI for a reader's choices; "cannot tell" where there are no windows."""
    kpi, comparison = reader.kpi(code), compare_windows(reader, choices, code)
    if comparison is None or not comparison.changes:
        return NOTHING_KNOWN
    return _judge(reader, choices, comparison.changes[0], kpi, _guard(reader, choices, kpi))


def _judge(
    reader: Reader, choices: Choices, change: Change, kpi: Kpi, guard: tuple[Change, Kpi] | None
) -> Judgement:
    proven = None
    if is_covered(reader.snapshot, choices.before, choices.after, choices.where):
        measured: Evidence = reader.ask.of(evidence)
        proven = sum_attributed(measured, kpi.code)
    return judge(change, kpi, guard[0] if guard is not None else None, proven)


def prepare_kpis(reader: Reader, choices: Choices, codes: Iterable[str]) -> None:
    """Answer at once what is shown of KPIs, before and after and by month, and of their guards, before and after.

    Whoever asks for one of them afterwards recalls it.
    """
    before, after, where = choices.before, choices.after, choices.where
    shown = tuple(codes)
    asked = tuple(dict.fromkeys(code for kpi in shown for code in (kpi, reader.kpi(kpi).guard) if code))
    questions: list[Inquiry] = [(series, (code, where)) for code in shown]
    if before is not None and after is not None:
        questions += [(compare, (code, before, after, (), where)) for code in asked]
    reader.ask.prepare(questions)


def card_of(reader: Reader, choices: Choices, code: str) -> Card:
    """Return the card of a KPI for a reader's choices."""
    kpi = reader.kpi(code)
    comparison = compare_windows(reader, choices, code)
    if comparison is None:
        answer = reader.ask.values(code, (), choices.where, None)
        plain = plain_card(answer, kpi, reader.language)
        return replace(plain, facts=(*plain.facts, *_source(reader, kpi, answer.passport)))
    guard, changes = _guard(reader, choices, kpi), comparison.changes
    words = card(
        comparison,
        kpi=kpi,
        guard=guard,
        target=target_of(reader.snapshot, code, choices.where, comparison.months_after),
        judgement=_judge(reader, choices, changes[0], kpi, guard) if changes else NOTHING_KNOWN,
        language=reader.language,
    )
    facts = (
        *_evidence(reader, choices, words),
        *words.facts,
        Fact(label="", text=bulk_exit_note(reader, choices, kpi)),
        *_months(reader, kpi, comparison),
        *_source(reader, kpi, comparison.passport),
    )
    return replace(words, facts=tuple(fact for fact in facts if fact.text))


def _guard(reader: Reader, choices: Choices, kpi: Kpi) -> tuple[Change, Kpi] | None:
    compared = compare_windows(reader, choices, kpi.guard) if kpi.guard else None
    return None if compared is None or not compared.changes else (compared.changes[0], reader.kpi(kpi.guard))


def _evidence(reader: Reader, choices: Choices, words: Card) -> tuple[Fact, ...]:
    part = attributable_part(reader, choices, words.code)
    if part is not None:
        return (Fact(label=reader.say("why.evidence"), text=part.words),)
    if words.judgement.status in ("improved_before_after", "worse_before_after"):
        return (Fact(label=reader.say("why.evidence"), text=reader.say("why.before_after")),)
    return ()


def _months(reader: Reader, kpi: Kpi, comparison: Comparison) -> tuple[Fact, ...]:
    """The months compared, and the cases of both sides."""
    before, after = (
        formats.months(months, reader.language)
        for months in (comparison.months_before, comparison.months_after)
    )
    said = [Fact(label=reader.say("why.months"), text=reader.say("why.windows", before=before, after=after))]
    if comparison.changes:
        change = comparison.changes[0]
        words = describe_sample_pair(change.before.n, change.after.n, kpi, reader.language)
        said.append(Fact(label="", text=words))
    return tuple(said)


def _source(reader: Reader, kpi: Kpi, passport: Passport) -> tuple[Fact, ...]:
    """The definition, and the number under which the answer can be verified."""
    return (
        Fact(label=reader.say("why.definition"), text=definition_of(kpi, reader.language)),
        Fact(label=reader.say("why.number"), text=f"`{passport.number}`" if passport.number else ""),
    )
