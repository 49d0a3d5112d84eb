"""The executive pack: what the dashboard says about the transformation, as a report for a meeting."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from asking.books import Book
from asking.memory import Noting
from asking.statements import Stated
from reports.board.deck import Order, board_slides
from reports.description import BoardSlide, Data, Page, Report
from reports.executive.about import contents_page, definitions_page, exact_values, facts, passports_page
from reports.executive.decisions import decisions_page, read_judged
from reports.executive.evidence import claims_page, initiatives_page
from reports.executive.kpi import kpi_page
from reports.executive.scenarios import ChosenPlan, scenario_pages
from reports.executive.scorecard import attention_page, scorecard_page
from reports.setting import LIGHT
from reports.since.summary import since_page
from reports.since.words import words_page
from warehouse.claims.comparison import check_claims
from warehouse.effects.evidence import evidence
from warehouse.kpis import KPIS
from warehouse.kpis.headlines import HEADLINES
from warehouse.scenarios.baseline import SAID_BY
from warehouse.scenarios.decisions import Decision, tally
from wording import formats
from wording.choices import Choices
from wording.naming import name_of
from wording.reader import Reader
from wording.scenarios.decisions import verdict

# Sections that may be left out.
SECTIONS = ("scorecard", *HEADLINES, "initiatives", "scenarios", "decisions", "claims", "attention")
Progress = Callable[[int, int, str], None]  # parts done, parts in all, name of the next


@dataclass(frozen=True, kw_only=True)
class Pack:
    """A report, with every statement behind its numbers."""

    report: Report
    stated: tuple[Stated, ...]


def list_wanted(
    sections: Sequence[str], plans: Sequence[ChosenPlan], decisions: Sequence[Decision]
) -> list[str]:
    """Return the sections of a pack in their order, without those on plans or decisions where there are none."""
    there = {"scenarios": bool(plans), "decisions": bool(decisions)}
    return [section for section in SECTIONS if section in sections and there.get(section, True)]


def executive_pack(
    reader: Reader,
    choices: Choices,
    sections: Sequence[str],
    plans: Sequence[ChosenPlan],
    decisions: Sequence[Decision],
    book: Book,
    made_at: datetime,
    full: bool,
    told: Progress,
) -> Pack:
    """Return the pack with the chosen sections in the order of SECTIONS; definitions and passports are always in it.

    Contents are its first page. plans, decisions: for the sections on them, each left out without any. book: what
    people say in it, and the report taken before; pages on these follow the sections. made_at: UTC. full: whether its
    pages follow the slides for the board as slides, too. told: called before each part with the number of parts done,
    their total, and the name of the next one.
    """
    wanted = list_wanted(sections, plans, decisions)
    pages, stated = list[Page](), dict[str, Stated]()
    compared: tuple[Page, ...] = ()
    for place, section in enumerate(wanted):
        told(place, len(wanted) + 1, section)
        if section == "scenarios":
            made = _scenarios(reader, plans, made_at)
            compared = tuple(page for page, _ in made)
        else:
            made = [_section(section, reader, choices, decisions)]
        pages += [
            _with_foot(page, section, reader, choices, list(numbers.values())) for page, numbers in made
        ]
        stated |= {number: each for _, numbers in made for number, each in numbers.items()}
    told(len(wanted), len(wanted) + 1, "definitions")
    noting = Noting(reader.ask.memory)
    data = exact_values(_note_by(noting, reader), choices, wanted)
    stated |= noting.noted
    decided = verdict(tally(read_judged(reader, decisions)), reader.language) if "decisions" in wanted else ""
    order = Order(
        reader=reader,
        choices=choices,
        sections=wanted,
        plans=compared,
        decided=decided,
        book=book,
        full=full,
    )
    board, on_board = board_slides(order)
    stated |= on_board
    on_book, more = _book_pages(reader, choices, book)
    pages, stated = [*pages, *on_book], stated | more
    known = facts(reader, choices, book, made_at)
    everything = tuple(stated.values())
    pages += [definitions_page(reader, known, everything), passports_page(reader, everything)]
    return Pack(
        report=_report(
            reader,
            known=known,
            choices=choices,
            made_at=made_at,
            board=board,
            full=full or not board,
            pages=(contents_page(reader, pages), *pages),
            data=data,
        ),
        stated=everything,
    )


def _with_foot(page: Page, section: str, reader: Reader, choices: Choices, on_page: list[Stated]) -> Page:
    return replace(page, foot=_foot(reader, on_page, _codes(section, reader, choices, on_page)))


def _book_pages(reader: Reader, choices: Choices, book: Book) -> tuple[list[Page], dict[str, Stated]]:
    """The pages on what has changed since the last report and on what people say; none where there is nothing."""
    noting, pages = Noting(reader.ask.memory), []
    if book.last is not None:
        pages.append(since_page(_note_by(noting, reader), choices, book.last))
    pages.append(words_page(reader, book))
    return [page for page in pages if page is not None], noting.noted


def _report(
    reader: Reader,
    known: tuple[tuple[str, str], ...],
    choices: Choices,
    made_at: datetime,
    board: tuple[BoardSlide, ...],
    full: bool,
    pages: tuple[Page, ...],
    data: tuple[Data, ...],
) -> Report:
    company = reader.snapshot.company
    name = company.report_name_in(reader.language)
    return Report(
        title=reader.say("executive.title"),
        subtitle=name,
        language=reader.language,
        facts=known,
        foot=reader.say(
            "executive.foot",
            company=name,
            title=reader.say("executive.title"),
            filters=choices.filters_text(reader),
            day=reader.day,
            snapshot=reader.snapshot.id,
            made=formats.moment(made_at, company.timezone),
        ),
        made_at=made_at,
        colour=company.report_colour or LIGHT.ink,
        template=None,
        board=board,
        full=full,
        pages=pages,
        data=data,
    )


def _scenarios(
    reader: Reader, plans: Sequence[ChosenPlan], made_at: datetime
) -> list[tuple[Page, dict[str, Stated]]]:
    """The pages on scenarios, each with what is stated on all of them."""
    scenarios = scenario_pages(reader, plans, made_at)
    return [(page, scenarios.stated) for page in scenarios.pages]


def _section(
    section: str, reader: Reader, choices: Choices, decisions: Sequence[Decision]
) -> tuple[Page, dict[str, Stated]]:
    """The page of any other section, with what is stated on it."""
    noting = Noting(reader.ask.memory)
    asking = _note_by(noting, reader)
    if section == "scorecard":
        page = scorecard_page(asking, choices)
    elif section == "initiatives":
        page = initiatives_page(asking)
    elif section == "claims":
        page = claims_page(asking, choices)
    elif section == "decisions":
        page = decisions_page(asking, decisions)
    elif section == "attention":
        page = attention_page(asking, reader, choices)
    else:
        page = kpi_page(section, asking, choices)
    return page, noting.noted


def _note_by(noting: Noting, reader: Reader) -> Reader:
    return replace(reader, ask=replace(reader.ask, memory=noting))


def _foot(reader: Reader, stated: Sequence[Stated], codes: Sequence[str]) -> str:
    """Versions of the definitions of these KPIs, and numbers of the passports of a page."""
    if not stated:
        return ""
    numbers = " ".join(statement.number for statement in stated)
    return reader.say("executive.page_foot", versions=_versions(reader, codes), numbers=numbers)


def _versions(reader: Reader, codes: Sequence[str]) -> str:
    """The version that most have, and the others by their KPIs."""
    known = {code: reader.kpi(code).version for code in codes}
    if not known:
        return reader.say("report.none")
    most, count = Counter(known.values()).most_common(1)[0]
    if count == len(known):
        return reader.say("report.one_version", version=most)
    others = reader.say("format.comma").join(
        reader.say("executive.version_of", name=name_of(reader.kpi(code), reader.language), version=version)
        for code, version in known.items()
        if version != most
    )
    return reader.say("executive.versions", most=most, others=others)


def _codes(section: str, reader: Reader, choices: Choices, stated: Sequence[Stated]) -> list[str]:
    """The KPIs on the pages of a section, also those in answers about more than one."""
    codes = [statement.kpi for statement in stated if statement.kpi in KPIS]
    if section == "initiatives":
        codes += [pair.kpi for pair in reader.ask.of(evidence).pairs if pair.stated]
    elif section == "claims":
        claim_check = reader.ask.of(check_claims, choices.before, choices.after)
        codes += [row.kpi for row in claim_check.beside]
    elif section == "scenarios":
        codes += SAID_BY.values()
    return list(dict.fromkeys(codes))
