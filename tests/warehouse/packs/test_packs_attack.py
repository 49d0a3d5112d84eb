"""What a pack gives away about others: nobody's name in any byte, no part by differencing, nothing to send it with."""

import re
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

from figures.pack_bands import library
from tests.kit.demo_company import Simulated
from tests.kit.packs import CARMAKER, contents_of, make, months_earlier
from warehouse.contract.scope import WHOLE_HOUSE
from warehouse.contract.store import Home
from warehouse.contract.windows import months_between
from warehouse.packs.disclosure import FEW_OTHERS
from warehouse.packs.pack import contents
from warehouse.packs.records import Cell, Contents
from warehouse.snapshot.snapshots import Snapshot, open_current

DEALER = "JXS0458"
ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "gb18030")


@pytest.fixture(scope="module")
def packs(simulated_home: Home, tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[tuple[str, Path]]]:
    """A carmaker's in Chinese, a dealer's in English."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MILEPOST_HOME", str(simulated_home.root))
        out = tmp_path_factory.mktemp("packs")
        yield [(CARMAKER, make(out, CARMAKER)), (DEALER, make(out, DEALER, "--language", "en"))]


def test_nobody_elses_name_id_or_group_is_in_any_byte(
    packs: list[tuple[str, Path]], simulated: Simulated
) -> None:
    """In files, in archives in archives, in the texts and pages of the database; in four encodings."""
    rows = simulated.true("partners")
    for own, folder in packs:
        others = rows[rows["partner_id"] != own]
        groups = rows["group_id"].dropna()
        words = {str(word) for column in ("partner_id", "name") for word in others[column]}
        words |= {str(group) for group in groups if group}
        assert len(words) > 1600
        wanted = {word.encode(encoding) for word in words for encoding in ENCODINGS}
        found = dict(contents_of(folder))
        assert len(found) > 40
        for name, content in found.items():
            assert not [word for word in wanted if word in content], name


def test_the_search_finds_what_is_there(packs: list[tuple[str, Path]], simulated: Simulated) -> None:
    """The partner's own id and name, in every rendering: so that the test above is known to look."""
    names = simulated.true("partners").set_index("partner_id")["name"]
    for own, folder in packs:
        found = dict(contents_of(folder))
        for name in (
            "snapshot.duckdb",
            "snapshot.duckdb: texts",
            "review.html",
            "manifest.json",
        ):
            assert own.encode() in found[name] or names[own].encode() in found[name], name
        for archive in ("review.pptx", "review.xlsx", "review.csv.zip"):
            assert any(names[own].encode() in content for name, content in found.items() if archive in name)
        if text := found.get("review.pdf: texts"):  # where it can be made and read
            assert names[own].encode() in text


def test_no_types_labels_or_tables_of_the_house_are_in_the_small_database(
    packs: list[tuple[str, Path]], simulated_home: Home
) -> None:
    house = (simulated_home.snapshots / f"{open_current(simulated_home).id}.duckdb").stat().st_size
    for _, folder in packs:
        assert (folder / "snapshot.duckdb").stat().st_size < house / 10
        texts = dict(contents_of(folder))["snapshot.duckdb: texts"].decode()
        assert "ENUM" not in texts and "CN-" not in texts


def test_the_page_has_nothing_to_share_or_load(packs: list[tuple[str, Path]]) -> None:
    """No address but names of XML, no button of the library that sends a chart away, and a policy that forbids it."""
    for _, folder in packs:
        page = (folder / "review.html").read_text(encoding="utf-8")
        rest = page.replace(library(), "")
        assert re.search(r'"showSendToCloud": ?false', rest)
        assert (
            'plotlyServerURL:{valType:"string",dflt:""}' in library()
        )  # else it would be known where to send
        assert "connect-src 'none'" in rest and "form-action 'none'" in rest
        assert not re.search(
            r"<(form|a|iframe|img|link|object|embed)\b|src=|href=|fetch\(|XMLHttpRequest", rest
        )
        hosts = set(re.findall(r"//([a-z0-9-]+(?:\.[a-z0-9-]+)+)", page, flags=re.IGNORECASE))
        assert hosts <= {"www.w3.org"}
        assert "chart-studio" not in page and "plot.ly/" not in page


def test_recipient_and_last_day_stand_on_every_page(packs: list[tuple[str, Path]]) -> None:
    for _, folder in packs:
        found = {name: content.decode("utf-8", "replace") for name, content in contents_of(folder)}
        day = re.search(r'"expires_on": "([^"]+)"', found["manifest.json"])
        assert day is not None
        slides = [text for name, text in found.items() if re.search(r"pptx/ppt/slides/slide\d+\.xml$", name)]
        sheets = [
            text for name, text in found.items() if re.search(r"review.xlsx/xl/worksheets/sheet\d+", name)
        ]
        assert len(slides) >= 5 and len(sheets) >= 5
        for text in (*slides, *sheets):
            assert day[1] in text, text[:80]
        sections = found["review.html"].split("<section>")[1:]
        assert all(day[1] in section.split("<footer>")[1] for section in sections)


def own_cells(found: Contents) -> dict[tuple[str, str, str], Cell]:
    """What is told of the partner, by measure and months; changes follow from these."""
    return {
        (cell.measure, cell.first_month, cell.last_month): cell
        for cell in found.cells
        if cell.span != "change" and cell.first_month
    }


def test_packs_of_consecutive_months_tell_nothing_more_when_they_are_differenced(
    simulated_home: Home,
) -> None:
    """Packs of one month after another: the months of all that is told are the same or lie apart, and what is told of
    the same months is the same. So no difference of two packs is about fewer months than they tell of themselves."""
    for partner, until in ((CARMAKER, "9999-12"), (CARMAKER, "2022-09"), (DEALER, "2022-09")):
        seen: dict[tuple[str, str, str], Cell] = {}
        for months in (0, 1, 2, 3, 6, 12):
            found = contents(months_earlier(simulated_home, months, until), (partner,), WHOLE_HOUSE)
            assert not found.quarters("originations")  # told by year: too few to be told by quarter
            for key, cell in own_cells(found).items():
                known = seen.setdefault(key, cell)
                assert (known.cases, known.events) == (cell.cases, cell.events)
                assert (known.value, known.lower, known.upper) == (cell.value, cell.lower, cell.upper)
        assert len({key[1:] for key in seen}) >= 2
        for measure in {key[0] for key in seen}:
            spans = [set(months_between(first, last)) for code, first, last in seen if code == measure]
            for one in spans:
                assert all(one == other or not one & other for other in spans)


def test_by_quarter_a_total_is_the_sum_of_what_is_told(simulated_home: Home) -> None:
    """Large dealers together are told by quarter: years are sums of their quarters, packs agree on each quarter."""
    dealers = tuple(
        code for code in open_current(simulated_home).members("partner") if code.startswith("JXS")
    )[:200]
    quarters: dict[tuple[str, str], Cell] = {}
    for months in (0, 1):
        found = contents(months_earlier(simulated_home, months), dealers, WHOLE_HOUSE)
        for code in ("contracts_originated", "originations", "approval_time_median"):
            told = found.quarters(code)
            assert len(told) >= 12
            for cell in told:
                seen = quarters.setdefault((code, cell.first_month), cell)
                assert (seen.value, seen.cases, seen.events) == (cell.value, cell.cases, cell.events)
            for span in ("before", "after"):
                year = found.cell(code, span)
                assert year is not None
                parts = [q for q in told if year.first_month <= q.first_month <= year.last_month]
                assert len(parts) == 4
                assert year.cases == sum(part.cases or 0 for part in parts)
                if code in ("contracts_originated", "originations"):
                    assert year.value == sum(part.value or 0 for part in parts)


def test_a_kind_of_few_members_is_compared_with_nobody(simulated_snapshot: Snapshot) -> None:
    """Four of eight banks reviewed together leave four others: no band, no ratio, no sum of theirs."""
    partners = simulated_snapshot.partners
    banks = tuple(partners[partners["kind"] == "bank"]["partner_id"])[:4]
    found = contents(simulated_snapshot, banks, WHOLE_HOUSE)
    for band in found.bands:
        assert band.at == (None,) * 5 and band.reason is not None and band.others < 5
    assert found.band("csat").reason == FEW_OTHERS
    for measure in found.measures:
        if measure.how == "ratio":
            for span in ("before", "after"):
                cell = found.cell(measure.code, span)
                assert cell is None or (cell.value, cell.expected) == (None, None)


def test_no_number_of_the_house_is_told(packs: list[tuple[str, Path]], simulated: Simulated) -> None:
    """Neither the company's contracts and amounts of the years compared, nor another partner's."""
    loans = simulated.loaded("loans")
    months = loans["disbursed_on"].dt.strftime("%Y-%m")
    for own, folder in packs:
        texts = dict(contents_of(folder))["snapshot.duckdb: texts"].decode().split("\n")
        told = {float(text) for text in texts if re.fullmatch(r"\d+(\.\d+)?", text)}
        for first, last in (("2021-07", "2022-06"), ("2024-10", "2025-09")):
            rows = loans[months.between(first, last)]
            totals = [len(rows), float(rows["principal"].sum())]
            others = rows[rows["partner_id"] != own].groupby("partner_id")["principal"].agg(["size", "sum"])
            totals += [float(total) for total in others["sum"]]
            assert not told & set(totals)
            assert isinstance(others, pd.DataFrame) and len(others) > 100
