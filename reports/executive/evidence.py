"""Pages on what the initiatives changed and how that is known, and on published figures next to ours."""

from reports import numbers
from reports.description import Cell, Column, Notes, Number, Page, Part, Range, Table
from reports.executive.rows import name_value_columns
from warehouse.claims.comparison import Beside, Placed, check_claims
from warehouse.effects.benefits import benefits
from warehouse.effects.evidence import Evidence, Pair, evidence
from warehouse.effects.harm import lies_worse, standing
from wording import formats
from wording.choices import Choices
from wording.claims import published
from wording.claims.lines import claim_lines, claims_answer, claims_rest
from wording.evidence import effects, ledger
from wording.evidence.counts import count_effects, limits
from wording.evidence.effects import Names, name_moved_part
from wording.evidence.harm import describe_hidden, ledger_harm
from wording.evidence.names import names_of
from wording.evidence.proven import verdict_of_initiatives
from wording.markup import strip_markup
from wording.naming import name_of
from wording.reader import Reader


def initiatives_page(reader: Reader) -> Page:
    """Return the page on the goals of initiatives: effect, grade and reason, then the attributable part of changes.

    Effects that were not goals are listed where they are attributable or on the worse side.
    """
    initiative_evidence: Evidence = reader.ask.of(evidence)
    names, language = names_of(reader, initiative_evidence), reader.language
    tab, title = reader.say("executive.tab_initiatives"), reader.say("executive.title_initiatives")
    if not initiative_evidence.pairs:
        words = reader.say("initiatives.no_pairs" if initiative_evidence.initiatives else "initiatives.none")
        return Page(name=tab, title=title, answer=words, parts=(), foot="")
    parts: list[Part] = []
    counted = count_effects(initiative_evidence, names, reader.currency, language)
    rest = limits(initiative_evidence, names, language)
    parts.append(Notes(title="", lines=tuple(line for line in (counted, rest) if line)))
    goals = [pair for pair in initiative_evidence.pairs if pair.stated]
    others = [
        pair
        for pair in initiative_evidence.pairs
        if not pair.stated and (pair.grade == "attributable" or lies_worse(pair))
    ]
    for words, pairs in (
        (reader.say("executive.goals"), goals),
        (reader.say("executive.not_goals"), others),
    ):
        if pairs:
            parts.append(_effects(words, pairs, names, reader))
    told = [
        ledger.ledger_sentence(
            kpi_ledger, initiative_evidence.find_outcome(kpi_ledger.kpi), names, reader.currency, language
        )
        for kpi_ledger in initiative_evidence.ledgers
        if kpi_ledger.parts
    ]
    told += ledger_harm(initiative_evidence, names, reader.currency, language)
    if told:
        parts.append(
            Notes(
                title=reader.say("initiatives.ledger"), lines=(*told, reader.say("executive.evidence_note"))
            )
        )
    else:
        parts.append(Notes(title="", lines=(reader.say("executive.evidence_note"),)))
    answer = verdict_of_initiatives(
        initiative_evidence, reader.ask.of(benefits), names, currency=reader.currency, language=language
    )
    return Page(name=tab, title=title, answer=answer, parts=tuple(parts), foot="")


def _effects(title: str, pairs: list[Pair], names: Names, reader: Reader) -> Table:
    columns = (
        Column(title=reader.say("column.initiative"), ranged=False, share=1.5),
        Column(title=reader.say("column.kpi"), ranged=False, share=1.6),
        Column(title=reader.say("column.effect"), ranged=True, share=1.9),
        Column(title=reader.say("executive.goal"), ranged=False, share=0.9),
        Column(title=reader.say("column.grade"), ranged=False, share=1.0),
        Column(title=reader.say("column.reason"), ranged=False, share=2.6),
    )
    nothing = reader.say("report.none")
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            names.get(pair.initiative, pair.initiative),
            name_moved_part(reader.kpi(pair.kpi), reader.language),
            _effect(pair, reader),
            nothing if pair.expected_change is None else numbers.relative(pair.expected_change),
            effects.grade_words(pair, reader.currency, reader.language),
            _reason(pair, names, reader) or nothing,
        )
        for pair in pairs
    )
    return Table(title=title, columns=columns, rows=rows, called=name_value_columns(reader.language))


def _reason(pair: Pair, names: Names, reader: Reader) -> str:
    """Why an effect is not attributable, and whether it lies on the worse side; of hidden harm what hides it."""
    if standing(pair) == "at least":
        return describe_hidden(pair, reader.language)
    side = reader.say("harm.side") if lies_worse(pair) else ""
    parts = (effects.why(pair, names, reader.language), side)
    return reader.say("format.semicolon").join(part for part in parts if part)


def _effect(pair: Pair, reader: Reader) -> Cell:
    """The effect on its own scale with its interval, or that there is none."""
    if pair.effect is None:
        return reader.say("report.none")
    language, currency = reader.language, reader.currency
    size = effects.convert_for_display(pair.effect, pair.scale)
    text = formats.add_interval(
        effects.amount(size.value, pair.scale, currency, language),
        effects.span(size, pair.scale, currency, language),
        language,
    )
    cells = [_number(value, pair, reader) for value in (size.value, size.lower, size.upper)]
    return Range(middle=cells[0], lower=cells[1], upper=cells[2], text=text)


def _number(value: float, pair: Pair, reader: Reader) -> Number:
    if pair.scale == "ln":
        return numbers.relative(value)
    if pair.scale == "points":
        return numbers.points(value, reader.language)
    unit = "minutes" if pair.scale == "minutes" else reader.currency
    return numbers.difference(value, unit, reader.language)


def claims_page(reader: Reader, choices: Choices) -> Page:
    """Return the page that compares published figures with measured values."""
    claim_check = reader.ask.of(check_claims, choices.before, choices.after)
    rows = tuple(
        _claim(row, placed, first=place == 0, reader=reader)
        for row in claim_check.beside
        for place, placed in enumerate(row.placed)
    )
    note = reader.say("executive.claims_note")
    rest = claims_rest(reader, choices, claim_check)
    lines = (*(strip_markup(line) for line in claim_lines(reader, choices, claim_check)), *rest, note)
    parts = [_claims(rows, reader)] if rows else []
    return Page(
        name=reader.say("executive.tab_claims"),
        title=reader.say("executive.title_claims"),
        answer=claims_answer(reader, choices, claim_check),
        parts=(*parts, Notes(title=reader.say("executive.in_words") if rows else "", lines=lines)),
        foot="",
    )


def _claims(rows: tuple[tuple[Cell, ...], ...], reader: Reader) -> Table:
    columns = (
        Column(title=reader.say("column.kpi"), ranged=False, share=1.5),
        Column(title=reader.say("claims.ours"), ranged=True, share=1.8),
        Column(title=reader.say("column.stated"), ranged=False, share=1.3),
        Column(title=reader.say("column.verdict"), ranged=False, share=1.3),
        Column(title=reader.say("executive.what"), ranged=False, share=2.4),
        Column(title=reader.say("executive.source"), ranged=False, share=2.4),
    )
    return Table(
        title=reader.say("claims.beside"),
        columns=columns,
        rows=rows,
        called=name_value_columns(reader.language),
    )


def _claim(row: Beside, placed: Placed, first: bool, reader: Reader) -> tuple[Cell, ...]:
    language, claim = reader.language, placed.claim
    source = f"{published.section(claim, language)} · {published.source(claim, language)}"
    return (
        name_of(reader.kpi(row.kpi), language) if first else "",
        _ours(row, claim.scale == "level", reader) if first else "",
        published.format_claim(claim, language),
        published.verdict_words(row.kpi, placed.verdict, language),
        published.metric(claim, language),
        source,
    )


def _ours(row: Beside, level: bool, reader: Reader) -> Cell:
    """Our own estimate on the scale of the figures; of a change only known to be as large its least."""
    value, lower, upper = row.ours.value, row.ours.lower, row.ours.upper
    language = reader.language
    if value is None:
        return reader.say("report.none")
    of = numbers.share if level else numbers.relative
    nothing = reader.say("report.none")
    sides = [nothing if end is None else of(end) for end in (lower, upper)]
    sure = formats.interval(lower, upper, "fraction" if level else "relative", language)
    if row.at_least:
        return reader.say("unit.or_more", size=of(value).text)
    return Range(
        middle=of(value),
        lower=sides[0],
        upper=sides[1],
        text=formats.add_interval(of(value).text, sure, language),
    )
