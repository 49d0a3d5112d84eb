"""The slides for a board read back: what they say is what the query says, and every number can be asked again."""

import re
from itertools import pairwise

import pytest
from pptx.util import Pt

from asking.ask import Ask
from asking.numbers import read_number
from asking.verification import ask_again
from reports.board.deck import MOST
from reports.description import Calendar, Table
from reports.measure import line_count
from reports.pptx.board_layout import LEAST
from reports.pptx.layout import ROOM, SLIDE
from reports.pptx.slides import slides
from reports.since.words import PLACES
from reports.xlsx.workbook import workbook
from tests.kit.asks import asks
from tests.kit.board import Shown, clear, is_told, show, slide_xml
from tests.kit.books import WIDEST, a_last_book, spoken
from warehouse.contract.scope import WHOLE_HOUSE, Filters
from warehouse.contract.store import Home
from warehouse.effects.evidence import evidence
from warehouse.kpis import find
from warehouse.kpis.headlines import HEADLINES
from warehouse.query.subjects.npl_split import npl_split
from warehouse.snapshot.snapshots import Snapshot, open_current
from wording.formats import unbind
from wording.words import LANGUAGES, Language, say

NOTHING_MOVES = (("2021-01", "2021-06"), ("2021-07", "2021-12"))  # before any initiative
NUMBER = r"MP(?:-[0-9A-Z]{4}){3}"


@pytest.fixture(scope="module")
def ask(simulated_snapshot: Snapshot) -> Ask:
    """What one pack has asked the next recalls."""
    return asks(simulated_snapshot)


@pytest.fixture(scope="module")
def moved(ask: Ask) -> Shown:
    """All five headlines moved."""
    return show(ask, "en", ask.snapshot.windows)


@pytest.fixture(scope="module")
def decided(ask: Ask) -> Shown:
    """The same in Chinese, of two channels and with scenarios to decide on; a person says most on every slide."""
    where: Filters = (("channel", ("app", "dealer")),)
    before, _ = ask.snapshot.windows
    assert before
    last = a_last_book(ask, (before, ("2023-12", "2024-11")), where)
    return show(ask, "zh", ask.snapshot.windows, where=where, count=2, book=spoken(last))


@pytest.fixture(scope="module")
def quiet(ask: Ask) -> Shown:
    """No headline moved."""
    return show(ask, "en", NOTHING_MOVES)


@pytest.fixture(scope="module", params=["moved", "decided", "quiet"])
def any_of_them(request: pytest.FixtureRequest) -> Shown:
    shown: Shown = request.getfixturevalue(request.param)
    return shown


def test_there_are_at_most_eight_slides_whether_all_moved_or_none(any_of_them: Shown) -> None:
    assert 4 <= len(any_of_them.deck.slides) <= MOST == 8


def test_three_of_five_that_moved_have_a_slide_and_the_others_are_named(moved: Shown) -> None:
    changes = clear(moved, moved.snapshot.windows)
    assert set(changes) == set(HEADLINES)
    told = [code for code, change in changes.items() if is_told(change, code, moved.titles)]
    assert len(told) == 3 and len(moved.titles) == 8
    (line,) = [text for text in moved.texts(1) if text.startswith("Also moved")]
    for code in HEADLINES:
        name = say(f"verdict_name.{code}", "en")
        assert (name.lower() in line.lower()) == (code not in told)


def test_attributable_headlines_come_first_with_their_initiative(moved: Shown) -> None:
    """Which are attributable is read from the ledgers: their parts move the KPI the way it moved."""
    changes = clear(moved, moved.snapshot.windows)
    ledgers = {ledger.kpi: ledger for ledger in evidence(moved.snapshot, WHOLE_HOUSE).ledgers if ledger.parts}
    names = moved.names
    proven = [code for code in HEADLINES if code in ledgers]
    assert len(proven) == 2
    for code, title in zip(proven, moved.titles[2:4], strict=True):
        assert sum(part.value for _, part in ledgers[code].parts) * changes[code].absolute.value > 0
        assert is_told(changes[code], code, [title])
        size = f"{abs(round(100 * changes[code].relative.value))}"
        assert re.search(rf"\b{size}\b", title), title
        largest = max(ledgers[code].parts, key=lambda part: abs(part[1].value))[0]
        assert names[largest] in title
    assert not any(
        title.startswith(say(f"verdict_name.{code}", "en")) for code in proven for title in moved.titles[4:]
    )


def test_titles_count_what_is_proven_and_what_is_not(moved: Shown, quiet: Shown) -> None:
    for shown in (moved, quiet):
        pairs = evidence(shown.snapshot, WHOLE_HOUSE).pairs
        goals = [pair for pair in pairs if pair.stated]
        unproven = sum(pair.grade != "attributable" for pair in goals)
        better = {
            pair.initiative
            for pair in pairs
            if pair.grade == "attributable"
            and pair.effect is not None
            and (pair.effect.value > 0) == (find(pair.kpi).better == "higher")
        }
        everything = {pair.initiative for pair in pairs}
        joined = " ".join(shown.titles)
        assert f"{unproven} of {len(goals)} goals are not proven" in joined
        assert f"{len(better)} of {len(everything)} initiatives proven" in joined


def test_where_nothing_moved_no_headline_has_a_slide_and_the_title_says_so(quiet: Shown) -> None:
    assert clear(quiet, NOTHING_MOVES) == {}
    assert "five" in quiet.titles[0] and "clear change" in quiet.titles[0]
    assert not any("→" in title for title in quiet.titles)


def test_passports_stand_in_the_notes_and_can_be_asked_again(any_of_them: Shown) -> None:
    stated = {one.number: one for one in any_of_them.pack.stated}
    noted: set[str] = set()
    for slide in any_of_them.deck.slides:
        notes = slide.notes_slide.notes_text_frame.text
        numbers = set(re.findall(NUMBER, notes))
        noted |= numbers
        assert any_of_them.snapshot.id in notes
        texts = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
        printed = re.findall("MP(?:\u2011[0-9A-Z]{4}){3}", " ".join(texts))
        assert len(printed) <= 1 and {read_number(number) for number in printed} <= numbers
        assert len(printed) == min(1, len(numbers))
    assert noted <= set(stated) and len(noted) > 10
    for number in sorted(noted)[::5]:
        assert ask_again(stated[number], any_of_them.snapshot).number == number


def test_words_stand_on_their_slide_with_name_and_day_and_none_is_lost(decided: Shown) -> None:
    strips = [strip for slide in decided.pack.report.board for strip in slide.remarks]
    more = sum(int(n) for strip in strips for n in re.findall(r"另 (\d+) 条", strip.head))
    assert all(slide.remarks for slide in decided.pack.report.board) and len(strips) + more == len(PLACES)
    for place, slide in enumerate(decided.deck.slides):
        texts = decided.texts(place)
        assert any(WIDEST in text for text in texts), slide
        assert any("管理层意见 · 李雷，2026-01-10" in text for text in texts)
    assert any("已签核：王芳，2026-01-12 11:30" in text for text in decided.texts(0))
    page = next(page for page in decided.pack.report.pages if page.name == say("book.tab", "zh"))
    assert [part.title for part in page.parts] == ["本期意见", "上期意见"]
    assert isinstance(page.parts[0], Table) and len(page.parts[0].rows) == len(PLACES)


def test_without_words_there_is_no_strip_and_no_page_of_them(moved: Shown) -> None:
    assert not any(slide.remarks for slide in moved.pack.report.board)
    assert say("book.tab", "en") not in {page.name for page in moved.pack.report.pages}
    assert "not signed off" in {value for _, value in moved.pack.report.facts}


def test_the_cover_lists_what_follows(moved: Shown) -> None:
    (line,) = [text for text in moved.texts(0) if text.startswith("2 ")]
    assert [entry.split()[0] for entry in line.split(" · ")] == [str(n) for n in range(2, 9)]


def test_filters_are_on_every_slide_of_a_slice(decided: Shown) -> None:
    for place in range(len(decided.deck.slides)):
        assert any("渠道：手机App、经销商" in text for text in decided.texts(place))


def test_what_is_asked_for_is_on_the_first_slide_and_on_that_of_money(decided: Shown) -> None:
    asked = say("board.decision", "zh")
    places = [n for n in range(len(decided.titles)) if any(asked in text for text in decided.texts(n))]
    assert places[0] == 0 and len(places) == 2
    title = say("report.title_comparison", "zh")
    answer = next(page.answer for page in decided.pack.report.pages if page.title == title)
    assert any(unbind(answer) in text for text in decided.texts(places[1]))


def test_text_is_large_titles_are_short_and_nothing_leaves_a_slide(any_of_them: Shown) -> None:
    for number, slide in enumerate(any_of_them.deck.slides, 1):
        sizes = [int(size) for size in re.findall(r'sz="(\d+)"', slide_xml(slide))]
        assert sizes and min(sizes) >= 100 * LEAST == 1400
        title = slide.shapes.title.text_frame.paragraphs[0].runs[0]
        lines = line_count(title.text, ROOM, title.font.size.pt)
        assert lines <= 2, (number, title.text)
        for shape in slide.shapes:
            high = sum(row.height for row in shape.table.rows) if shape.has_table else shape.height
            assert shape.left >= 0 and shape.top >= 0
            assert shape.left + shape.width <= Pt(SLIDE[0]) + 1 and shape.top + high <= Pt(SLIDE[1]), (
                shape.name
            )


def test_no_text_lies_on_another(any_of_them: Shown) -> None:
    for number, slide in enumerate(any_of_them.deck.slides, 1):
        boxes = []
        for shape in slide.shapes:
            if (shape.has_text_frame and shape.text_frame.text) or shape.has_table or shape.has_chart:
                high = sum(row.height for row in shape.table.rows) if shape.has_table else shape.height
                boxes.append((shape.left.pt, shape.top.pt, shape.width.pt, high / 12700, shape.name))
        for place, (left, top, width, height, name) in enumerate(boxes):
            for x, y, wide, high, other in boxes[place + 1 :]:
                beside = left + width <= x + 0.1 or x + wide <= left + 0.1
                assert beside or top + height <= y + 0.1 or y + high <= top + 0.1, (number, name, other)


def test_the_calendar_holds_the_share_of_units_and_the_effects(moved: Shown) -> None:
    known = evidence(moved.snapshot, WHOLE_HOUSE)
    (calendar,) = [
        part
        for slide in moved.pack.report.board
        for parts in slide.columns
        for part in parts
        if isinstance(part, Calendar)
    ]
    by_name = {moved.names[one.code]: one for one in known.initiatives}
    assert {lane.name for lane in calendar.lanes} == set(by_name)
    for lane in calendar.lanes:
        one = by_name[lane.name]
        last = sum(not wave.ended_on for wave in one.waves)
        share = int(lane.reach.split()[0]) if lane.reach[0].isdigit() else last
        assert share == last and lane.shares[0] == 0.0
        goals = [pair for pair in known.pairs if pair.initiative == one.code and pair.stated]
        filled = sum(mark.sign == "filled" for mark in lane.marks)
        assert filled == min(2, sum(pair.grade == "attributable" for pair in goals))
        assert len(lane.marks) + int(lane.more or 0) >= len(goals)


def test_the_fall_of_bad_loans_is_a_waterfall_from_before_to_after(moved: Shown) -> None:
    before, after = moved.snapshot.windows
    assert before and after
    split = npl_split(moved.snapshot, before, after, (), WHOLE_HOUSE).split
    assert split is not None
    drawn = [
        shape.chart
        for slide in moved.deck.slides
        for shape in slide.shapes
        if shape.has_chart and len(shape.chart.plots[0].categories) == 5
    ]
    (chart,) = drawn
    unseen, seen = (list(series.values) for series in chart.plots[0].series)
    parts = [100 * (part.points or 0.0) for part in split.parts]
    assert (seen[0], seen[-1]) == pytest.approx((100 * (split.before or 0), 100 * (split.after or 0)))
    assert seen[1:-1] == pytest.approx([abs(part) for part in parts])
    at = seen[0]
    for base, size, part in zip(unseen[1:-1], seen[1:-1], parts, strict=True):
        assert sorted((at, at + part)) == pytest.approx([base, base + size])
        at += part
    assert at == pytest.approx(seen[-1])


def test_months_on_a_slide_are_those_of_the_page_and_windows_are_level(moved: Shown) -> None:
    changes = clear(moved, moved.snapshot.windows)
    chart = next(shape.chart for shape in moved.deck.slides[2].shapes if shape.has_chart)
    named = [series for series in chart.plots[0].series if series.name]
    lines = {series.name: [value for value in series.values if value is not None] for series in named}
    change = changes["approval_time_median"]
    for window, side in (("before", change.before), ("after", change.after)):
        assert lines[window] == pytest.approx([side.estimate.value / 60] * len(lines[window]))
        assert len(lines[window]) == 12
    assert not chart.has_legend


def test_in_full_the_pages_follow_as_they_are(moved: Shown, ask: Ask) -> None:
    full = show(ask, "en", ask.snapshot.windows, full=True)
    own = len(full.pack.report.board)
    assert full.pack.report.pages == moved.pack.report.pages
    assert [t for t in full.titles[:own] if t not in moved.titles] == []
    rest = full.titles[own:]
    for page in full.pack.report.pages:
        assert any(title.startswith(page.title) for title in rest), page.title
    first = [re.sub(r" \(\d+/\d+\)$", "", title) for title in rest]
    order = [page.title for page in full.pack.report.pages]
    assert [name for name, before in zip(first, ["", *first], strict=False) if name != before] == order
    assert workbook(full.pack.report) == workbook(moved.pack.report)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_company_with_applications_only_has_slides_of_what_it_has(
    small_home: Home, language: Language
) -> None:
    snapshot = open_current(small_home)
    shown = show(asks(snapshot), language, snapshot.windows)
    assert 2 <= len(shown.titles) <= MOST and all(shown.titles)
    assert all(before != after for before, after in pairwise(shown.titles))


def test_the_same_pack_gives_the_same_bytes(moved: Shown) -> None:
    assert slides(moved.pack.report) == slides(moved.pack.report)
