"""One review of a partner: the meeting's screens and every file say the same of the same months, and no more."""

from datetime import date
from html import unescape
from pathlib import Path

import duckdb
import pytest
from pptx import Presentation

from asking.ask import Ask
from asking.memory import Remembering
from reports.description import Page, Table
from reports.partner_pack.handover import make_pack
from reports.partner_pack.report import review_pages
from reports.partner_pack.review import describe_partners
from reports.partner_pack.values import list_measures, standing
from reports.pdf import NoPdf
from reports.pptx.layout import text_of
from state.database import state_of
from state.dealt import read_dealings
from state.meetings import Meetings
from tests.kit.packs import CARMAKER, contents_of, home_of
from tests.kit.pages import run, said
from warehouse.contract.scope import WHOLE_HOUSE
from warehouse.contract.store import Home
from warehouse.packs.records import Dealt
from warehouse.packs.tables import read_pack
from warehouse.query.query import compare
from warehouse.snapshot.snapshots import Snapshot, open_current

LARGEST, EVERY, OF_TEN = 20, 4, 8  # every fourth of the largest: each takes over a second
KEPT = ("the minutes stay here", "Wang of the house", "why it was dropped")  # notes, who attended, a reason
NOTHING = Dealt(agreed=(), met_on=())


@pytest.fixture(scope="module")
def home(simulated_home: Home, tmp_path_factory: pytest.TempPathFactory) -> Home:
    """The company, with two actions agreed with a manufacturer, one of them dropped."""
    found = home_of(simulated_home, tmp_path_factory.mktemp("review") / "home")
    meetings, today = Meetings(state_of(found)), date(2026, 1, 5)
    code = meetings.hold(
        CARMAKER,
        held_on=today,
        snapshot=open_current(found).id,
        attendees=KEPT[1],
        notes=KEPT[0],
        by="Li",
        today=today,
    )
    meetings.open(code, "Send complete files", "Zhao", date(2026, 2, 1), "Li")
    dropped = meetings.open(code, "Open a second desk", "Zhao", date(2026, 2, 1), "Li")
    meetings.drop(dropped, None, KEPT[2], "Li", today)
    return found


@pytest.fixture(scope="module")
def made(home: Home, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A manufacturer's pack in English, and a bank's."""
    snapshot, out = open_current(home), tmp_path_factory.mktemp("packs")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("reports.files.pdf", lambda slides: NoPdf(code="not installed", detail=""))
        return {
            code: make_pack(
                snapshot,
                WHOLE_HOUSE,
                codes=(code,),
                recipient="",
                days=30,
                language="en",
                out=out,
                replace=False,
                dealt=read_dealings(Meetings(state_of(home)), (code,)),
                note=lambda _: None,
            ).folder
            for code in (CARMAKER, "HZF024")
        }


def texts_of(pages: dict[str, Page]) -> list[str]:
    """Every answer, and every cell of every table, of the pages before the last."""
    told = [page for code, page in pages.items() if code != "about"]
    cells = [
        text_of(cell)
        for page in told
        for part in page.parts
        if isinstance(part, Table)
        for row in part.rows
        for cell in row
    ]
    return [*(page.answer for page in told), *cells]


def squeezed(text: str) -> str:
    return "".join(unescape(text).split())


def test_screen_page_slides_and_database_say_the_same(home: Home, made: dict[str, Path]) -> None:
    """All cells and sentences of the screens, as made from the house, are in the files, made from the database."""
    ask = Ask(snapshot=open_current(home), scope=WHOLE_HOUSE, memory=Remembering())
    for code, folder in made.items():
        screen, _ = describe_partners(ask, (code,), "", 0, read_dealings(Meetings(state_of(home)), (code,)))
        pages = review_pages(screen, "en")
        kept = read_pack(folder / "snapshot.duckdb")
        assert review_pages(kept, "en") == pages
        wanted = {squeezed(text) for text in texts_of(pages)}
        assert len(wanted) > 40
        page = squeezed((folder / "review.html").read_text(encoding="utf-8"))
        slides = squeezed(slide_texts(folder / "review.pptx"))
        for text in wanted:
            assert text in page and text in slides, text


def test_all_five_are_of_the_same_months(home: Home, made: dict[str, Path]) -> None:
    for folder in made.values():
        with duckdb.connect(str(folder / "snapshot.duckdb"), read_only=True) as file:
            (first, last) = file.execute(
                "select first_month, last_month from figures where measure = 'originations' and span = 'after'"
            ).fetchall()[0]
        assert (first, last) == ("2024-10", "2025-09")
        files = {name: content for name, content in contents_of(folder) if name.endswith((".xml", ".html"))}
        for kind in ("pptx/ppt/slides", "review.xlsx", "review.html"):
            of_kind = " ".join(
                content.decode("utf-8", "replace") for name, content in files.items() if kind in name
            )
            assert "Oct 2024 – Sep 2025" in of_kind, kind
            assert "Dec 2024" not in of_kind and "Nov 2025" not in of_kind, kind


def slide_texts(path: Path) -> str:
    told = []
    for slide in Presentation(str(path)).slides:
        for shape in slide.shapes:
            if shape.has_text_frame:
                told.append(shape.text_frame.text)
            if shape.has_table:
                told += [cell.text for row in shape.table.rows for cell in row.cells]
    return "\n".join(told)


def test_the_screen_of_a_meeting_draws_these_words(
    home: Home, made: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    app = run(
        home,
        monkeypatch,
        "meeting",
        agenda="partner",
        kind="oem",
        partner=CARMAKER,
        lang="en",
        section="measures-1",
    )
    text = said(app)
    pages = review_pages(read_pack(made[CARMAKER] / "snapshot.duckdb"), "en")
    (table,) = (part for part in pages["measures"].parts if isinstance(part, Table))
    drawn = app.table[0].value
    assert [[cell.replace("\\", "") for cell in row] for row in drawn.to_numpy().tolist()] == [
        [text_of(cell) for cell in row] for row in table.rows[:6]
    ]
    assert "Nov 2025" not in text


def test_what_was_agreed_is_told_and_what_was_minuted_is_not(made: dict[str, Path]) -> None:
    files = dict(contents_of(made[CARMAKER]))
    told = files["snapshot.duckdb: texts"].decode()
    assert "Send complete files" in told and "Open a second desk" in told and "2026-01-05" in told
    for name, content in files.items():
        for word in KEPT:
            for encoding in ("utf-8", "utf-16-le"):
                assert word.encode(encoding) not in content, name


def test_no_margin_and_no_market_of_the_house_is_told(made: dict[str, Path], home: Home) -> None:
    """Of the terms only what both have signed; what a fair share would rest on is not there."""
    snapshot = open_current(home)
    for code, folder in made.items():
        rows = snapshot.partner_terms[snapshot.partner_terms["partner_id"] == code]
        pack = read_pack(folder / "snapshot.duckdb")
        (terms,) = pack.contents.terms
        assert terms.paid == pytest.approx(float(rows["benefit_paid"].iloc[-1]))
        texts = dict(contents_of(folder))["snapshot.duckdb: texts"].decode().split("\n")
        assert not set(texts) & {str(value) for value in rows["market_potential"].dropna()}


def test_the_largest_dealers_are_compared_in_eight_rows_of_ten(simulated_snapshot: Snapshot) -> None:
    before, after = simulated_snapshot.windows
    assert before is not None and after is not None
    lent = compare(
        simulated_snapshot,
        kpi_code="originations",
        before=before,
        after=after,
        by=("partner",),
        where=(),
        scope=WHOLE_HOUSE,
    )
    dealers = [change for change in lent.changes if change.members[0].startswith("JXS")]
    dealers.sort(key=lambda change: -(change.after.estimate.value or 0.0))
    ask = Ask(snapshot=simulated_snapshot, scope=WHOLE_HOUSE, memory=Remembering())
    for change in dealers[:LARGEST:EVERY]:
        pack, _ = describe_partners(ask, change.members, "", 0, NOTHING)
        told = list_measures(pack)
        compared = sum(standing(pack, measure) is not None for measure in told)
        assert compared >= max(OF_TEN, OF_TEN / 10 * len(told)), change.members


def test_pages_that_would_be_empty_are_named(made: dict[str, Path]) -> None:
    pages = review_pages(read_pack(made["HZF024"] / "snapshot.duckdb"), "en")
    assert "agreed" not in pages and "targets" not in pages
    assert "Agreed" in pages["stand"].answer and "Targets" in pages["stand"].answer
    assert list(pages)[-1] == "about"
