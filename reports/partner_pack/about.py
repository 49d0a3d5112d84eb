"""How to read a pack, the definitions of its measures, what is withheld and why, and its records."""

from collections.abc import Sequence

from analysis.statistic import MINIMUM_CASES
from reports.description import Column, Data, Notes, Page, Table
from reports.partner_pack.values import amount_words, name_of, partner_names, short_name, span_words, why
from warehouse.packs import disclosure
from warehouse.packs.records import Cell, Measure, Pack, Span
from wording import formats
from wording.words import Language, say


def facts(pack: Pack, language: Language) -> tuple[tuple[str, str], ...]:
    """Return name and value of each fact about the pack and its numbers."""
    about = pack.about
    told = {
        "partner": partner_names(pack, language),
        "kind": say(f"partner_kind.{about.kind}", language),
        "recipient": about.recipient,
        "expires": about.expires_on.isoformat(),
        "company": about.company,
        "to": formats.last_day(about.as_of, about.timezone),
        "filters": say("pack.fact_filter", language),
        "currency": about.currency,
        "number": about.number,
        "snapshot": about.snapshot,
        "made": formats.moment(about.made_at, about.timezone),
    }
    return tuple((say(f"pack.fact_{key}", language), value) for key, value in told.items())


def _rules(pack: Pack, language: Language) -> Notes:
    """The rules of disclosure in plain words."""
    about, base = pack.about, pack.contents.amount_base
    amount = amount_words(base, about.currency, language) if base else ""
    kind = say(f"many_partners.{about.kind}", language)
    lines = (
        say("pack.rule_counts", language, base=str(disclosure.BASE), fewest=str(disclosure.FEWEST)),
        say("pack.rule_rates", language, cases=str(MINIMUM_CASES), digits=str(disclosure.DIGITS)),
        say("pack.rule_amounts", language, amount=amount)
        if base
        else say("pack.rule_amounts_none", language),
        say("pack.rule_months", language),
        say(
            "pack.rule_peers",
            language,
            kind=kind,
            others=str(disclosure.FEWEST_OTHERS),
            tails=str(disclosure.FEWEST_FOR_TAILS),
        ),
        say("pack.rule_ratio", language),
        say("pack.rule_share", language, coarse=str(disclosure.COARSE_FROM)),
        say("pack.rule_usual", language),
        say("pack.rule_score", language),
        say("pack.rule_clear", language),
    )
    return Notes(title=say("pack.rules", language), lines=lines)


def about_page(pack: Pack, language: Language) -> Page:
    """Return the last page: rules, definitions with the months compared, and what is withheld."""
    about = pack.about
    return Page(
        name=say("pack.tab_about", language),
        title=say("pack.title_about", language),
        answer=say(
            "pack.about_answer",
            language,
            company=about.company,
            to=formats.last_day(about.as_of, about.timezone),
            number=about.number,
        ),
        parts=(_rules(pack, language), _definitions(pack, language), _list_withheld(pack, language)),
        foot="",
    )


def _columns(language: Language, **shares: float) -> tuple[Column, ...]:
    return tuple(
        Column(title=say(f"pack.{key}", language), ranged=False, share=share) for key, share in shares.items()
    )


def _definitions(pack: Pack, language: Language) -> Table:
    rows = tuple(
        (
            short_name(measure, language),
            measure.definition_zh if language == "zh" else measure.definition_en,
            measure.version,
            say(
                "pack.months_of",
                language,
                before=_span(pack, measure, "before", language),
                after=_span(pack, measure, "after", language),
            ),
        )
        for measure in pack.contents.measures
    )
    columns = _columns(language, measure=2.0, definition=5.2, version=0.8, months=2.6)
    return Table(title=say("pack.definitions", language), columns=columns, rows=rows, called=("", "", ""))


def _span(pack: Pack, measure: Measure, span: Span, language: Language) -> str:
    return span_words(pack.contents.cell(measure.code, span), language)


def _list_withheld(pack: Pack, language: Language) -> Table:
    """A row for each measure and reason."""
    withheld: dict[tuple[str, str], list[str]] = {}
    for measure in pack.contents.measures:
        name, cells = short_name(measure, language), pack.contents.quarters(measure.code)
        sides = [pack.contents.cell(measure.code, "before"), pack.contents.cell(measure.code, "after")]
        for cell in sides:
            if cell is not None and cell.reason is not None:
                what = say(f"pack_span.{cell.span}", language)
                withheld.setdefault((name, why(cell.reason, language)), []).append(what)
        for reason in dict.fromkeys(cell.reason for cell in cells if cell.reason is not None):
            count = sum(cell.reason == reason for cell in cells)
            what = say("pack.what_quarters", language, n=str(count))
            withheld.setdefault((name, why(reason, language)), []).append(what)
        if (missing := pack.contents.band(measure.code).reason) is not None:
            withheld.setdefault((name, why(missing, language)), []).append(say("pack.what_peers", language))
    comma = say("format.comma", language)
    rows = tuple((name, comma.join(what), reason) for (name, reason), what in withheld.items())
    columns = _columns(language, measure=3.0, what=2.4, why=3.0)
    return Table(title=say("pack.withheld", language), columns=columns, rows=rows, called=("", "", ""))


def records(pack: Pack, language: Language) -> tuple[Data, ...]:
    """Return all values and bands of the pack as records, in raw units."""
    measures = {measure.code: measure for measure in pack.contents.measures}

    def columns(keys: str) -> tuple[str, ...]:
        return tuple(say(f"pack.{key}", language) for key in keys.split())

    cells = tuple(_record(cell, measures[cell.measure], language) for cell in pack.contents.cells)
    bands = tuple(
        (
            *(name_of(measures[band.measure], language), band.measure, float(band.others), *band.at),
            why(band.reason, language) if band.reason else "",
        )
        for band in pack.contents.bands
    )
    edges = tuple(f"P{part}" for part in (10, 25, 50, 75, 90))
    ends = "lower upper data_reason"
    keys = (
        f"measure data_code data_span data_first data_last data_events data_cases data_expected "
        f"data_value data_unit {ends}"
    )
    return (
        Data(name=say("pack.tab_data", language), columns=columns(keys), rows=cells),
        Data(
            name=say("pack.tab_peers", language),
            columns=(*columns("measure data_code data_others"), *edges, *columns("data_reason")),
            rows=bands,
        ),
    )


def _record(cell: Cell, measure: Measure, language: Language) -> tuple[str | float | None, ...]:
    counts: Sequence[int | None] = (cell.events, cell.cases)
    return (
        *(name_of(measure, language), cell.measure, say(f"pack_span.{cell.span}", language)),
        *(cell.first_month, cell.last_month),
        *(None if count is None else float(count) for count in counts),
        *(cell.expected, cell.value, _unit(cell, measure, language), cell.lower, cell.upper),
        why(cell.reason, language) if cell.reason else "",
    )


def _unit(cell: Cell, measure: Measure, language: Language) -> str:
    if cell.span == "change":
        return say("pack_unit.points" if measure.how == "share" else "pack_unit.relative", language)
    if measure.how == "ratio":
        return say("pack_unit.ratio", language)
    return measure.unit if formats.is_currency(measure.unit) else say(f"pack_unit.{measure.unit}", language)
