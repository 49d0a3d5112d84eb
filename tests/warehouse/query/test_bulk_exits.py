"""Bad loans that leave the book in one go are noticed, by hand: in which month, how much, and the NPL rate without.

200 contracts of 100,000 (in 0.1 million); 20 bad at the end of 2020, 2 more each month, none ever cured or repaid:

    end of   2020-12  2021-01 … 2021-06  …  08   09   …  2022-01  02  03  04  05  06
    bad      20       22     …  32          36   38      46       48  50  52  54  56      left alone
    bad      20       22     …  32          36   2       10       12  14  16  18  20      36 charged off in September
    bad      20       22     …  32          36   38      46       48  2   4   6   8       48 sold in March

before, January to June: 22+24+26+28+30+32 = 162 of 6 × 200 = 13.5 %. After, with everything on the book:
46+48+50+52+54+56 = 306 of 1,200 = 25.5 %.
"""

from pathlib import Path

import numpy as np
import pytest

from reports.description import Notes
from reports.executive.kpi import kpi_page
from tests.kit.asks import asks
from tests.kit.late_books import AFTER, BEFORE, Group, published, steady
from tests.kit.records import PASSPORT
from warehouse.contract.scope import WHOLE_HOUSE, Filters, Scope
from warehouse.kpis import find
from warehouse.kpis.record import Currency
from warehouse.query.query import Question, answer
from warehouse.query.subjects.bulk_exits import BulkExit, BulkExits, bulk_exits
from warehouse.snapshot.snapshots import Snapshot
from wording.cards.compared import card_of
from wording.choices import Choices
from wording.reader import Reader
from wording.sentences.bulk_exits import note, sentence
from wording.words import LANGUAGES, Language

ALL_ON_BOOK = 306 / 1200


def found(snapshot: Snapshot, where: Filters = (), scope: Scope = WHOLE_HOUSE) -> BulkExits:
    return bulk_exits(snapshot, BEFORE, AFTER, where, scope)


def months_of(one: BulkExits) -> list[str]:
    return [each.month for each in one.exits]


@pytest.fixture(scope="module")
def written_off(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """36 charged off between the windows, beside a second region that is left alone."""
    cleared = steady(2, 20, 200, "R0", {"2021-09": "charged_off"})
    alone = [Group(**{**vars(one), "partner": "P1"}) for one in steady(2, 20, 200, "R1", {})]
    return published(tmp_path_factory.mktemp("book"), [*cleared, *alone])


REGION: Filters = (("region", ("R0",)),)


def test_a_write_off_between_the_windows(written_off: Snapshot) -> None:
    """R0 alone: 90 bad of 984 after; with the 36 at each month end (90 + 216) ÷ (984 + 216)."""
    one = found(written_off, REGION)
    (left,) = one.exits
    assert (left.month, left.charged_off, left.sold, left.opening) == ("2021-09", 3_600_000, 0, 3_600_000)
    assert one.before == one.before_without == pytest.approx(162 / 1200)
    assert one.after == pytest.approx(90 / 984)
    assert one.after_without == pytest.approx(ALL_ON_BOOK)


def test_it_is_noticed_although_nothing_was_lost_in_either_window(written_off: Snapshot) -> None:
    for window in (BEFORE, AFTER):
        (value,) = answer(
            written_off, Question(kpi="net_loss_rate", by=(), where=REGION, months=window), WHOLE_HOUSE
        ).values
        assert value.estimate.value == 0
    assert months_of(found(written_off, REGION)) == ["2021-09"]


def test_of_both_regions_together_it_is_half(written_off: Snapshot) -> None:
    """36 of 72 + 4 that turned bad: 47 % at once. After 90 + 306 of 984 + 1,200, with the 36 both are as left alone."""
    one = found(written_off)
    assert [(each.month, each.amount) for each in one.exits] == [("2021-09", 3_600_000)]
    assert one.after == pytest.approx((90 + 306) / (984 + 1200))
    assert one.after_without == pytest.approx(ALL_ON_BOOK)


def test_filters_and_the_rows_a_reader_may_see_are_followed(written_off: Snapshot) -> None:
    for one in (
        found(written_off, (("region", ("R1",)),)),
        found(written_off, (("partner", ("P1",)),)),
        found(written_off, scope=Scope(partners=("P1",))),
        found(written_off, REGION, scope=Scope(partners=("P1",))),
    ):
        assert one.exits == ()
    assert found(written_off, scope=Scope(partners=("P0",))).after_without == pytest.approx(ALL_ON_BOOK)


def test_where_the_slice_is_not_kept_it_is_said_so(written_off: Snapshot) -> None:
    one = found(written_off, (("touchpoint", ("call",)),))
    assert (one.exits, one.after_without, str(one.reason)) == ((), None, "not kept by touchpoint")


def test_a_sale_inside_the_after_window(tmp_path: Path) -> None:
    """After: 46 + 48 + 2 + 4 + 6 + 8 = 114 of 2 × 200 + 4 × 152; the 48 sold are added from March on only."""
    one = found(published(tmp_path, steady(2, 20, 200, "R0", {"2022-03": "transferred"})))
    (left,) = one.exits
    assert (left.month, left.charged_off, left.sold) == ("2022-03", 0, 4_800_000)
    assert one.after == pytest.approx(114 / 1008)
    assert one.after_without == pytest.approx((114 + 4 * 48) / (1008 + 4 * 48)) == pytest.approx(ALL_ON_BOOK)


def test_one_in_the_window_before_counts_on_both_sides(tmp_path: Path) -> None:
    """In March 2021 the 24 bad of February: 22 + 24 + 2 + 4 + 6 + 8 = 66 of 2 × 200 + 4 × 176 before."""
    one = found(published(tmp_path, steady(2, 20, 200, "R0", {"2021-03": "charged_off"})))
    assert [(each.month, each.amount) for each in one.exits] == [("2021-03", 2_400_000)]
    assert (one.before, one.before_without) == pytest.approx((66 / 1104, 162 / 1200))
    assert one.after_without == pytest.approx(ALL_ON_BOOK)


def test_what_left_before_the_first_month_or_after_the_last_is_no_matter(tmp_path: Path) -> None:
    snapshot = published(tmp_path, steady(2, 20, 200, "R0", {"2021-09": "charged_off"}))
    assert bulk_exits(snapshot, ("2021-10", "2021-12"), AFTER, (), WHOLE_HOUSE).exits == ()
    assert bulk_exits(snapshot, BEFORE, ("2021-06", "2021-08"), (), WHOLE_HOUSE).exits == ()
    assert months_of(bulk_exits(snapshot, ("2021-07", "2021-09"), AFTER, (), WHOLE_HOUSE)) == ["2021-09"]


def one_by_one(each_month: dict[str, int]) -> list[Group]:
    """40 bad at first and 4 more a month; so many of the oldest bad ones are charged off in each month."""
    turned = ["2020-12"] * 40
    groups: list[Group] = []
    for month, leave in each_month.items():
        groups += [
            Group(count=1, bad_from=turned.pop(0), left=month, how="charged_off", region="R0", partner="P0")
            for _ in range(leave)
        ]
        turned += [month] * 4
    return [
        *groups,
        *(Group(count=1, bad_from=month, left="", how="", region="R0", partner="P0") for month in turned),
        Group(count=300, bad_from="", left="", how="", region="R0", partner="P0"),
    ]


MONTHS = [*(f"2021-{n:02d}" for n in range(1, 13)), *(f"2022-{n:02d}" for n in range(1, 7))]
ORDINARY = {
    "as many as turn bad": [4] * 18,
    "a new rule that is kept to": [2] * 8 + [12] + [6] * 9,
    "faster and faster": [int(n) for n in np.linspace(1, 7, 18)],
    "every quarter": [0, 0, 12] * 6,
    "nothing at all": [0] * 18,
}


@pytest.mark.parametrize("leave", ORDINARY.values(), ids=ORDINARY)
def test_what_is_the_rhythm_of_the_company_is_not_in_one_go(tmp_path: Path, leave: list[int]) -> None:
    assert found(published(tmp_path, one_by_one(dict(zip(MONTHS, leave, strict=True))))).exits == ()


def test_beside_the_usual_charge_offs_the_whole_month_is_told(tmp_path: Path) -> None:
    """4 a month, and 30 in October 2021, when 40 were bad and 4 turned bad: 68 % instead of 9 %."""
    leave = [4] * 9 + [30] + [4] * 8
    one = found(published(tmp_path, one_by_one(dict(zip(MONTHS, leave, strict=True)))))
    assert [(each.month, each.amount, each.opening) for each in one.exits] == [("2021-10", 3e6, 4e6)]


@pytest.mark.parametrize(("bad", "noticed"), [(9, False), (10, True)])
def test_of_fewer_than_ten_contracts_nothing_is_made(tmp_path: Path, bad: int, noticed: bool) -> None:
    groups = [
        Group(count=bad, bad_from="2020-12", left="2021-09", how="charged_off", region="R0", partner="P0"),
        Group(count=3, bad_from="2020-12", left="", how="", region="R0", partner="P0"),
        Group(count=80, bad_from="", left="", how="", region="R0", partner="P0"),
    ]
    assert months_of(found(published(tmp_path, groups))) == ["2021-09"] * noticed


def test_no_month_of_the_simulated_company_is_taken_for_one(simulated_snapshot: Snapshot) -> None:
    """It charges off sooner from some month on, and each region and product by itself, too."""
    before, after = simulated_snapshot.windows
    assert before and after
    slices: list[Filters] = [()]
    slices += [
        ((name, (code,)),) for name in ("region", "product") for code in simulated_snapshot.members(name)
    ]
    for where in slices:
        one = bulk_exits(simulated_snapshot, before, after, where, WHOLE_HOUSE)
        assert (one.exits, one.after_without, one.reason) == ((), one.after, None)


def told(*exits: BulkExit, before_without: float = 0.012) -> BulkExits:
    return BulkExits(
        exits=exits,
        before=0.012,
        after=0.0102,
        before_without=before_without,
        after_without=0.0231,
        reason=None,
        passport=PASSPORT,
    )


WRITTEN_OFF = BulkExit(month="2024-03", charged_off=12_300_000, sold=0, opening=20_000_000)
SOLD = BulkExit(month="2024-06", charged_off=0, sold=5_000_000, opening=9_000_000)
BOTH = BulkExit(month="2024-07", charged_off=1_000_000, sold=2_000_000, opening=9_000_000)
CNY = Currency("CNY")


def test_the_words_say_month_amount_and_the_rate_without() -> None:
    one = told(WRITTEN_OFF)
    assert sentence(one, CNY, "zh") == (
        "2024年3月集中核销不良 1,230万元，仅此一项即压低不良贷款率；若未核销或转让，转型后不良贷款率最高为 2.31%。"
    )
    assert sentence(one, CNY, "en").replace("\u202f", "").replace("\u00a0", " ") == (
        "Bad loans left the book in one go: 12.3m CNY charged off in Mar 2024. That alone lowers the NPL rate; "
        "had they stayed, the rate after would be at most 2.31%."
    )


def test_sales_are_called_sales_and_several_are_all_named() -> None:
    several = told(WRITTEN_OFF, SOLD, BOTH, before_without=0.014)
    chinese, english = sentence(several, CNY, "zh"), sentence(several, CNY, "en").replace("\u202f", "")
    assert "2024年6月集中转让不良 500万元、2024年7月集中核销及转让不良 300万元" in chinese
    assert "5.00m\u00a0CNY sold in Jun 2024, 3.00m\u00a0CNY charged off or sold in Jul 2024" in english
    assert "转型前最高为 1.40%、转型后最高为 2.31%" in chinese
    assert "at most 1.40% before and 2.31% after" in english


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_nothing_left_nothing_is_said(language: Language) -> None:
    assert sentence(told(), CNY, language) == note(told(), find("npl_rate"), CNY, language) == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_cards_of_stocks_and_the_executive_page_say_it(written_off: Snapshot, language: Language) -> None:
    reader = Reader(language=language, snapshot=written_off, ask=asks(written_off))
    cleared, alone = (
        Choices(before=BEFORE, after=AFTER, where=(("region", (name,)),)) for name in ("R0", "R1")
    )
    amount, month = {"en": ("3.60m", "Sep 2021"), "zh": ("360万元", "2021年9月")}[language]
    for code in ("npl_rate", "npl_rate_same_age", "delinquency_90", "net_loss_rate"):
        lines = [fact.text for fact in card_of(reader, cleared, code).facts]
        (line,) = [one for one in lines if amount in one and month in one]
        assert ("25.5" in line) == (code == "npl_rate")
        assert not any(amount in fact.text for fact in card_of(reader, alone, code).facts)
    formation = card_of(reader, cleared, "npl_formation_same_age")
    assert not any(amount in fact.text for fact in formation.facts)
    page = kpi_page("npl_rate", reader, cleared)
    notes = [line for part in page.parts if isinstance(part, Notes) for line in part.lines]
    found = bulk_exits(written_off, BEFORE, AFTER, cleared.where, WHOLE_HOUSE)
    assert sentence(found, CNY, language) in notes
