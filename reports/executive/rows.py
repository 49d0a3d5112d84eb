"""Tables of KPIs before and after, in the words of their cards."""

from collections.abc import Sequence

from reports.description import Cell, Column, Table
from reports.kpi_numbers import change_cell, level_cell
from wording import formats
from wording.cards.cards import Card, fact_words
from wording.cards.compared import card_of, compare_windows
from wording.choices import Choices
from wording.markup import strip_markup
from wording.reader import Reader
from wording.status import caveat_words, status_with_sign
from wording.words import Language, say


def kpi_table(title: str, reader: Reader, choices: Choices, codes: Sequence[str], guarded: bool) -> Table:
    """Return a table with a row per KPI.

    guarded: adds the attributable part of the change, and a column each for target and guard.
    """
    language = reader.language
    more = ((say("executive.target", language), 1.2), (say("executive.guard", language), 1.9))
    columns = (
        Column(title=say("column.kpi", language), ranged=False, share=1.5 if guarded else 1.4),
        Column(title=say("window.before", language), ranged=False, share=0.85),
        Column(title=say("window.after", language), ranged=False, share=0.85),
        Column(title=say("executive.change", language), ranged=True, share=2.1),
        Column(title=say("executive.shows", language), ranged=False, share=2.5 if guarded else 3.4),
        *(Column(title=name, ranged=False, share=share) for name, share in more if guarded),
    )
    rows = tuple(_row(reader, choices, code, guarded) for code in codes)
    return Table(title=title, columns=columns, rows=rows, called=name_value_columns(language))


def name_value_columns(language: Language) -> tuple[str, str, str]:
    """Return the names of a value and of the ends of its 95% interval."""
    return (
        say("executive.value", language),
        say("executive.lower", language),
        say("executive.upper", language),
    )


def _row(reader: Reader, choices: Choices, code: str, guarded: bool) -> tuple[Cell, ...]:
    language, kpi = reader.language, reader.kpi(code)
    card = card_of(reader, choices, code)
    comparison = compare_windows(reader, choices, code)
    shows = _shows(card, guarded, language)
    nothing = say("report.none", language)
    aside = tuple(strip_markup(line) or nothing for line in (card.target, card.guard) if guarded)
    if comparison is None or not comparison.changes:
        return (card.name, nothing, strip_markup(card.after), nothing, shows, *aside)
    change = comparison.changes[0]
    scale = formats.pair_scale(change.before.estimate.value, change.after.estimate.value)
    sides = [level_cell(side.estimate, kpi, language, scale) for side in (change.before, change.after)]
    return (card.name, *sides, change_cell(change, kpi, language), shows, *aside)


def _shows(card: Card, guarded: bool, language: Language) -> str:
    """The status, why it has no colour or cannot be told, and what it rests on; where not guarded, target and guard."""
    elsewhere = [say(f"why.{key}", language) for key in ("definition", "number", "months")]
    rests_on = (fact_words(fact, language) for fact in card.facts if fact.label not in elsewhere)
    more = () if guarded else (card.target,)
    parts = (
        status_with_sign(card.judgement.status, language),
        caveat_words(card.judgement, language) or card.beside,
        *rests_on,
        *more,
    )
    return say("executive.stop", language).join(strip_markup(part) for part in parts if part)
