"""A KPI before and after for a reader's choices, and its card."""

from collections.abc import Iterable
from dataclasses import replace

from asking.ask import Inquiry
from warehouse.effects.attributed import is_covered, sum_attributed
from warehouse.effects.evidence import Evidence, evidence
from warehouse.kpis.record import Kpi
from warehouse.query.answers import Comparison, Passport
from warehouse.query.judged import is_led
from warehouse.query.query import Question, answer, compare
from warehouse.query.targets import target_of
from wording.cards.attributable import attributable_part
from wording.cards.cards import NOTHING_KNOWN, Card, card, plain_card
from wording.choices import Choices
from wording.judgement import Judgement, judge_whole
from wording.naming import definition_of
from wording.reader import Reader
from wording.sentences.bulk_exits import bulk_exit_note
from wording.words import Language


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
    if comparison is None:
        return NOTHING_KNOWN
    guard = compare_windows(reader, choices, kpi.guard) if kpi.guard else None
    proven = None
    if is_covered(reader.snapshot, choices.before, choices.after, choices.where):
        measured: Evidence = reader.ask.of(evidence)
        proven = sum_attributed(measured, code)
    return judge_whole(comparison, kpi, guard, proven)


def prepare_kpis(reader: Reader, choices: Choices, codes: Iterable[str]) -> None:
    """Answer at once what is shown of KPIs and their guards, before and after and by month.

    Whoever asks for one of them afterwards recalls it.
    """
    before, after, where = choices.before, choices.after, choices.where
    asked = tuple(dict.fromkeys(code for kpi in codes for code in (kpi, reader.kpi(kpi).guard) if code))
    questions: list[Inquiry] = [
        (answer, (Question(kpi=code, by=("month",), where=where, months=None),)) for code in asked
    ]
    if before is not None and after is not None:
        questions += [(compare, (code, before, after, (), where)) for code in asked]
    reader.ask.prepare(questions)


def card_of(reader: Reader, choices: Choices, code: str, guarded: bool) -> Card:
    """Return the card of a KPI for a reader's choices; `guarded` prints the guard on it."""
    kpi = reader.kpi(code)
    comparison = compare_windows(reader, choices, code)
    if comparison is None:
        answer = reader.ask.values(code, (), choices.where, None)
        return plain_card(answer, kpi, _help(kpi, answer.passport, reader.language), reader.language)
    help_text = _help(kpi, comparison.passport, reader.language)
    guard = compare_windows(reader, choices, kpi.guard) if guarded or is_led(kpi) else None
    pair = (guard, reader.kpi(kpi.guard)) if guard is not None else None
    target = target_of(reader.snapshot, code, choices.where, comparison.months_after)
    part = attributable_part(reader, choices, code)
    movers = part.movers if part is not None else ""
    words = card(
        comparison,
        kpi=kpi,
        help_text=help_text,
        guard=pair,
        guard_shown=guarded,
        target=target,
        judgement=judgement_of(reader, choices, code),
        movers=movers,
        language=reader.language,
    )
    if left := bulk_exit_note(reader, choices, kpi):
        words = replace(words, lines=(*words.lines, f"▲ {left}"))
    return replace(words, attributable=part.words) if part is not None else words


def _help(kpi: Kpi, passport: Passport, language: Language) -> str:
    """What a card's ? says: the definition, and what the number is known by."""
    return f"{definition_of(kpi, language)}  \n`{passport.number}`"
