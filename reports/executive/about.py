"""Where the numbers of a report come from: facts, definitions with their versions, passports and exact values."""

import json
from collections.abc import Sequence
from datetime import datetime
from itertools import chain

from asking.books import Book
from asking.statements import Stated
from reports.description import Column, Data, Page, Table
from reports.executive.kpi import BESIDE, TOGETHER
from reports.since.words import tell_sign_off
from warehouse.claims.comparison import check_claims
from warehouse.effects.evidence import evidence
from warehouse.kpis import KPIS
from warehouse.kpis.headlines import HEADLINES
from warehouse.kpis.record import Kpi
from warehouse.query.answers import Comparison
from wording import formats
from wording.cards.compared import compare_windows
from wording.cards.figure_rows import change_rows, month_rows
from wording.choices import Choices
from wording.claims.rows import claim_rows
from wording.downloads import Rows
from wording.evidence.names import names_of
from wording.evidence.rows import pair_rows
from wording.naming import definition_of, name_of
from wording.reader import Reader
from wording.scorecard.kpi_table import exact_rows
from wording.sentences.definitions import unit_words
from wording.sentences.mix import dimensions
from wording.words import say_member


def facts(reader: Reader, choices: Choices, book: Book, made_at: datetime) -> tuple[tuple[str, str], ...]:
    """Return name and value of each fact about the numbers: company, windows, filters, snapshot, sign-off and so on."""
    company = reader.snapshot.company
    return (
        (reader.say("report.company"), company.report_name_in(reader.language)),
        (reader.say("executive.compared"), choices.windows_text(reader)),
        (reader.say("report.filters"), choices.filters_text(reader)),
        (reader.say("report.as_of"), reader.day),
        (reader.say("report.snapshot"), reader.snapshot.id),
        (reader.say("report.currency"), reader.currency),
        (reader.say("report.made"), formats.moment(made_at, company.timezone)),
        (reader.say("book.sign_off"), tell_sign_off(book.signed, reader)),
    )


def contents_page(reader: Reader, pages: Sequence[Page]) -> Page:
    """Return the page that lists these pages with their findings."""
    columns = (
        Column(title=reader.say("book.contents_page"), ranged=False, share=2.0),
        Column(title=reader.say("book.contents_finding"), ranged=False, share=8.0),
    )
    return Page(
        name=reader.say("book.contents_tab"),
        title=reader.say("book.contents_title"),
        answer=reader.say("book.contents_answer", n=str(len(pages))),
        parts=(
            Table(
                title="",
                columns=columns,
                rows=tuple((page.title, page.answer) for page in pages),
                called=("", "", ""),
            ),
        ),
        foot="",
    )


def definitions_page(reader: Reader, told: Sequence[tuple[str, str]], stated: Sequence[Stated]) -> Page:
    """Return the page with the facts, and with definition and version of every KPI that the report states."""
    codes = [code for code in KPIS if code in {statement.kpi for statement in stated}]
    rows = tuple(
        (
            name_of(kpi, reader.language),
            kpi.catalogue_code,
            definition_of(kpi, reader.language),
            unit_words(kpi, reader.language),
            kpi.version,
        )
        for kpi in map(reader.kpi, codes)
    )
    columns = (
        Column(title=reader.say("column.kpi"), ranged=False, share=2.0),
        Column(title=reader.say("executive.code"), ranged=False, share=0.9),
        Column(title=reader.say("report.definition"), ranged=False, share=5.6),
        Column(title=reader.say("column.unit"), ranged=False, share=1.2),
        Column(title=reader.say("report.version"), ranged=False, share=0.8),
    )
    fact_columns = (
        Column(title=reader.say("report.fact"), ranged=False, share=1.2),
        Column(title=reader.say("report.fact_value"), ranged=False, share=4.0),
    )
    return Page(
        name=reader.say("executive.tab_definitions"),
        title=reader.say("executive.title_definitions"),
        answer=reader.say("executive.definitions_answer", n=str(len(rows))),
        parts=(
            Table(
                title=reader.say("report.facts"), columns=fact_columns, rows=tuple(told), called=("", "", "")
            ),
            Table(title=reader.say("report.definitions"), columns=columns, rows=rows, called=("", "", "")),
        ),
        foot="",
    )


def passports_page(reader: Reader, stated: Sequence[Stated]) -> Page:
    """Return the page with a row per number: passport, subject, question and version of the definition."""
    columns = (
        Column(title=reader.say("executive.number"), ranged=False, share=2.0),
        Column(title=reader.say("executive.about"), ranged=False, share=2.6),
        Column(title=reader.say("executive.question"), ranged=False, share=2.4),
        Column(title=reader.say("report.version"), ranged=False, share=0.8),
    )
    rows = tuple(
        (
            statement.number,
            subject_of(statement, reader),
            question_of(statement, reader),
            statement.version or reader.say("report.none"),
        )
        for statement in stated
    )
    return Page(
        name=reader.say("executive.tab_passports"),
        title=reader.say("executive.title_passports"),
        answer=reader.say("executive.passports_answer", n=str(len(rows))),
        parts=(Table(title="", columns=columns, rows=rows, called=("", "", "")),),
        foot="",
    )


def subject_of(statement: Stated, reader: Reader) -> str:
    """Return the name of the KPI that a statement is about, or of what else it is about."""
    if statement.kpi in KPIS:
        return name_of(reader.kpi(statement.kpi), reader.language)
    return say_member("asked", statement.name, reader.language)


def question_of(statement: Stated, reader: Reader) -> str:
    """Return the question behind a statement, with the dimensions it was split by."""
    about = json.loads(statement.about)
    if statement.name == "answer":
        by = about[0]["by"]
    elif statement.name == "compare":
        by = about[3]
    else:
        by = []
    kind = statement.name if statement.name in ASKED else "other"
    words = reader.say(f"executive.asked_{kind}")
    if not by:
        return words
    month = by == ["month"]
    named = reader.say("executive.asked_month") if month else dimensions(by, reader.language)
    return reader.say("executive.asked_by", question=words, by=named)


ASKED = ("answer", "compare", "mix", "npl_split", "satisfaction", "customer_value")


def exact_values(reader: Reader, choices: Choices, sections: Sequence[str]) -> tuple[Data, ...]:
    """Return the exact values behind these sections.

    They are the changes of KPIs, months and segments of the headlines, effects of initiatives, and published
    figures.
    """
    data: list[Data] = [
        _data(
            reader.say("executive.data_kpis"),
            exact_rows(_changes(reader, choices, sections), reader.language),
        )
    ]
    for code in BESIDE:
        if code in sections:
            data += _of_kpi(code, reader, choices)
    if "initiatives" in sections:
        told = reader.ask.of(evidence)
        rows = pair_rows(told.pairs, names_of(reader, told), reader.currency, reader.language)
        data.append(_data(reader.say("executive.data_effects"), rows))
    if "claims" in sections:
        checked = reader.ask.of(check_claims, choices.before, choices.after)
        data.append(_data(reader.say("executive.data_claims"), claim_rows(checked, reader.language)))
    return tuple(data)


def _changes(reader: Reader, choices: Choices, sections: Sequence[str]) -> list[tuple[Kpi, Comparison]]:
    """The headlines of these sections and the KPIs shown with them, each once."""
    codes = [*(HEADLINES if "scorecard" in sections else ())]
    codes += (code for section in sections for code in BESIDE.get(section, ()))
    comparisons = [
        (reader.kpi(code), compare_windows(reader, choices, code)) for code in dict.fromkeys(codes)
    ]
    return [
        (kpi, comparison) for kpi, comparison in comparisons if comparison is not None and comparison.changes
    ]


def _of_kpi(code: str, reader: Reader, choices: Choices) -> list[Data]:
    name = reader.say(f"headline.{code}")
    answer = reader.ask.values(code, ("month",), choices.where, None)
    data = [_data(reader.say("executive.data_months", name=name), month_rows(answer, reader.language))]
    for dimension in chain.from_iterable(TOGETHER):
        by = compare_windows(reader, choices, code, (dimension,))
        if by is not None and any(change.absolute.value is not None for change in by.changes):
            title = reader.say("executive.data_by", name=name, by=reader.say(f"dimension.{dimension}"))
            data.append(_data(title, change_rows(by, reader.ask.labels(dimension), reader.language)))
    return data


def _data(name: str, rows: Rows) -> Data:
    return Data(name=name, columns=rows.columns, rows=rows.rows)
