"""Panels of units over months, and the roll-outs that reach them, against raw rows and by hand."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analysis.attribution.panel import NEVER, reach
from analysis.results import NOT_DEFINED, needs_column, needs_table, not_kept_by
from cli.publishing import publish
from tests.kit.demo_company import Simulated
from tests.kit.facts import a_company, write_facts
from tests.kit.second_routes.applications import cases, worked_cases
from tests.kit.second_routes.book import formation
from tests.kit.second_routes.customer_money import loss_given_default, money
from tests.kit.second_routes.customers import LONGEST, can_end, chance_of_leaving, left_early, relationships
from tests.kit.second_routes.record import MONTH_MINUTES, minutes_between
from tests.kit.second_routes.voices import THIRTY_DAYS, WEEK, contacts
from warehouse.contract.store import Home
from warehouse.effects.outcomes import OUTCOMES
from warehouse.effects.panels import UnitPanel, panel_of
from warehouse.effects.roll_outs import find_month_of_choice, roll_outs_of
from warehouse.snapshot.snapshots import Snapshot, open_current

BINS = 0.02  # of a wait: how far a bin reaches


def number(text: str) -> int:
    """The number of a month, year × 12 + month − 1."""
    return pd.Period(text, "M").year * 12 + pd.Period(text, "M").month - 1


def numbers(days: pd.Series) -> pd.Series:
    months: pd.Series = days.dt.year * 12 + days.dt.month - 1
    return months


def found(snapshot: Snapshot, kpi: str, unit_kind: str) -> UnitPanel:
    panel = panel_of(snapshot, kpi, unit_kind)
    assert isinstance(panel, UnitPanel)
    return panel


def table(panel: UnitPanel) -> pd.DataFrame:
    """The rows of a panel by unit, period (and cohort): above and below, outcome, weight, and those at a held mix."""
    keys = [np.array(panel.units)[panel.panel.unit], panel.panel.period]
    if panel.panel.cohort is not None:
        keys.append(panel.panel.cohort)
    return pd.DataFrame(
        {
            "above": panel.numerator,
            "below": panel.denominator,
            "outcome": panel.panel.outcome,
            "weight": panel.panel.weight,
            "held_outcome": panel.mix_held.outcome,
            "held_weight": panel.mix_held.weight,
        },
        pd.MultiIndex.from_arrays(keys),
    )


def assert_sums(panel: UnitPanel, raw: pd.DataFrame, last: str, within: float) -> None:
    """`raw`: above and below by unit and period (and cohort), of all months; the panel holds them up to `last`."""
    raw = raw[(raw.below > 0) & (raw.index.get_level_values(0) != "")]
    raw = raw[raw.index.get_level_values(1) <= number(last)]
    rows = table(panel)
    assert set(rows.index) == set(raw.index)
    raw = raw.loc[rows.index]
    np.testing.assert_allclose(rows.below, raw.below, rtol=within)
    np.testing.assert_allclose(rows.above, raw.above, rtol=within, atol=within * raw.below.max())


# --- the simulated company, from its raw rows -----------------------------------------------------------------------


@pytest.fixture(scope="module")
def applied(simulated: Simulated) -> pd.DataFrame:
    """Cases seen for 30 days, with the month of submission."""
    rows = cases(simulated)
    return rows.assign(month=numbers(rows.submitted_at))[rows.age >= MONTH_MINUTES]


@pytest.mark.parametrize("unit_kind", ["region", "partner_id", "channel"])
def test_approval_time_is_the_mean_ln_of_waits_of_at_most_30_days(
    simulated_snapshot: Snapshot, applied: pd.DataFrame, unit_kind: str
) -> None:
    gave_up = applied.outcome.isin(["withdrawn", "expired"]) & (applied.wait <= MONTH_MINUTES)
    rows = applied[~gave_up]
    ln = np.log(rows.wait.clip(1, MONTH_MINUTES))
    raw = rows.assign(above=ln, below=1).groupby([unit_kind, "month"])[["above", "below"]].sum()
    panel = found(simulated_snapshot, "approval_time_median", unit_kind.removesuffix("_id"))
    assert_sums(panel, raw, "2025-11", 1e-8)  # the mart keeps nine decimals
    np.testing.assert_allclose(panel.panel.outcome, panel.numerator / panel.denominator)


def test_shares_are_those_of_their_own_months(simulated_snapshot: Snapshot, simulated: Simulated) -> None:
    rows = cases(simulated)
    rows = rows[(rows.outcome == "approved") & rows.decided_at.notna()]
    funded = rows.funded_at - rows.decided_at <= THIRTY_DAYS
    raw = rows.assign(above=funded, below=1, month=numbers(rows.decided_at))  # by approval, not by submission
    raw = raw.groupby(["channel", "month"])[["above", "below"]].sum()
    assert_sums(found(simulated_snapshot, "take_up_rate", "channel"), raw, "2025-11", 1e-12)

    asked = simulated.loaded("surveys")
    asked = asked[asked.kind == "csat"].assign(month=numbers(asked.sent_at))
    scores = asked.score.where(asked.answered_at - asked.sent_at <= THIRTY_DAYS)
    counted = asked.assign(above=scores >= 4, below=scores.notna(), sent=1)
    raw = counted.groupby(["region", "month"])[["above", "below", "sent"]].sum()
    assert_sums(found(simulated_snapshot, "csat", "region"), raw[["above", "below"]], "2025-11", 1e-12)
    answering = raw[["below", "sent"]].rename(columns={"below": "above", "sent": "below"})
    assert_sums(found(simulated_snapshot, "csat_response_rate", "region"), answering, "2025-11", 1e-12)


def test_touch_time_is_in_minutes(simulated_snapshot: Snapshot, simulated: Simulated) -> None:
    rows = cases(simulated)
    worked = worked_cases(simulated)
    touch = worked[worked.timed].touch
    raw = rows.assign(month=numbers(rows.submitted_at)).loc[touch.index].assign(above=touch, below=1)
    raw = raw.groupby(["region", "month"])[["above", "below"]].sum()
    assert_sums(found(simulated_snapshot, "touch_time_mean", "region"), raw, "2025-11", 1e-6)


def test_waits_from_bins_are_near_those_of_the_rows(
    simulated_snapshot: Snapshot, simulated: Simulated
) -> None:
    """First response within 7 days, funding within 60 days of approval: half a bin off at most, a case."""
    rows = contacts(simulated)
    rows = rows[(rows.region != "") & (rows.first_response_at.notna() | (rows.outcome != "abandoned"))]
    week = WEEK / pd.Timedelta(minutes=1)
    waited = minutes_between(rows.opened_at, rows.first_response_at).fillna(week)
    ln = np.log(waited.clip(1, week))
    responses = rows.assign(above=ln, below=1, month=numbers(rows.opened_at))

    rows = cases(simulated)
    rows = rows[(rows.outcome == "approved") & (rows.funded_at - rows.decided_at <= 2 * THIRTY_DAYS)]
    ln = np.log(minutes_between(rows.submitted_at, rows.funded_at).clip(1, 3 * MONTH_MINUTES))
    fundings = rows.assign(above=ln, below=1, month=numbers(rows.decided_at))

    for kpi, raw, last in (
        ("first_response_median", responses, "2025-11"),
        ("funding_time_median", fundings, "2025-10"),
    ):
        sums = raw.groupby(["region", "month"])[["above", "below"]].sum()
        panel = table(found(simulated_snapshot, kpi, "region"))
        sums = sums[sums.index.get_level_values(1) <= number(last)]
        assert set(panel.index) == set(sums.index)
        sums = sums.loc[panel.index]
        assert (panel.below == sums.below).all()
        off = (panel.above - sums.above) / sums.below
        assert off.abs().max() <= BINS / 2 + 1e-9
        assert abs((panel.above - sums.above).sum() / sums.below.sum()) < BINS / 20


@pytest.fixture(scope="module")
def gone_bad(simulated: Simulated) -> pd.DataFrame:
    """Contracts formed and those to be expected at their age, by region, month, month of origination and product."""
    rows, _ = formation(simulated)
    performing = rows.performing > 0
    rows = rows.assign(
        above=rows.formed > 0,
        below=(rows.expected / rows.performing).where(performing, 0.0),
        month=numbers(rows.month_end),
        start=numbers(rows.disbursed_on),
    )
    return rows.groupby(["region", "month", "start", "product"])[["above", "below"]].sum()


def test_npl_counts_contracts_by_month_of_origination(
    simulated_snapshot: Snapshot, gone_bad: pd.DataFrame
) -> None:
    panel = found(simulated_snapshot, "npl_rate", "region")
    assert_sums(panel, gone_bad.groupby(["region", "month", "start"]).sum(), "2025-12", 1e-6)
    assert (panel.panel.outcome == panel.numerator).all()
    assert (panel.panel.weight == panel.denominator).all()


@pytest.mark.parametrize("unit_kind", ["region", "product"])
def test_expected_contracts_are_those_of_the_book(simulated_snapshot: Snapshot, unit_kind: str) -> None:
    rows = table(found(simulated_snapshot, "npl_rate", unit_kind))
    book = simulated_snapshot.frame(
        f"select {unit_kind} as unit, sum(expected_formed_contracts)::double as below, count(*) as cells"
        " from book group by all order by all"
    ).set_index("unit")
    # The book keeps six decimals of each cell.
    apart = (rows.groupby(level=0).below.sum() - book.below).abs()
    assert (apart <= book.cells * 0.5e-6).all()


def test_npl_at_a_held_mix_of_products(simulated_snapshot: Snapshot, gone_bad: pd.DataFrame) -> None:
    # a contract that went bad where none was expected to is in no row
    gone_bad = gone_bad[gone_bad.groupby(["region", "month", "start"]).below.transform("sum") > 0]
    before = gone_bad[gone_bad.index.get_level_values("month") < number("2022-07")].groupby("product").sum()
    rates = before.above / before.below
    assert len(rates) == 3 and (rates > 0).all()
    usual = gone_bad.below * gone_bad.index.get_level_values("product").map(rates.to_dict()).to_numpy(float)
    rows = table(found(simulated_snapshot, "npl_rate", "region"))
    expected = usual.groupby(["region", "month", "start"]).sum().loc[rows.index]
    np.testing.assert_allclose(rows.held_weight, expected, rtol=1e-6)
    assert (rows.held_outcome == rows.outcome).all()


def by_region(simulated: Simulated, of_month: Callable[[pd.DataFrame, int], pd.Series]) -> pd.DataFrame:
    """Sums of what each relationship counts in a month, by region and month (numbered from 0)."""
    spells = relationships(simulated)
    months = range(number("2021-01"), number("2025-12") + 1)
    # the other route numbers months from 1
    sums = {month: of_month(spells, month + 1).groupby(spells.region).sum() for month in months}
    below: pd.Series = pd.concat(sums).swaplevel().rename("below")
    return below.to_frame()


def test_churn_counts_who_left_early_beside_those_expected(
    simulated_snapshot: Snapshot, simulated: Simulated
) -> None:
    chance, _ = chance_of_leaving(simulated)

    def expected(spells: pd.DataFrame, month: int) -> pd.Series:
        tenure = (month - spells.origin).clip(0, LONGEST).astype(int)
        return pd.Series(can_end(spells, month) * chance[tenure])

    raw = by_region(simulated, expected)
    raw["above"] = by_region(simulated, left_early).below
    # three months must pass before it is known that nobody returned
    assert_sums(found(simulated_snapshot, "churn_rate", "region"), raw, "2025-09", 1e-8)


def test_margin_is_that_of_a_relationship_month(simulated_snapshot: Snapshot, simulated: Simulated) -> None:
    rows = money(simulated).groupby(["region", "month"]).sum().reset_index()
    credit = rows.charged_off_amount - rows.recovered_amount
    credit += loss_given_default(simulated) * (rows.npl_end - rows.npl_start)
    margin = rows.interest_income + rows.fee_income - rows.funding_cost - rows.servicing_cost - credit
    raw = by_region(simulated, can_end)
    raw["above"] = margin.set_axis(pd.MultiIndex.from_arrays([rows.region, rows.month - 1]))
    panel = found(simulated_snapshot, "clv", "region")
    assert_sums(panel, raw.fillna(0.0), "2025-09", 1e-9)
    assert panel.outcome.scale == "currency"


def test_a_unit_weighs_what_it_was_in_the_year_before(
    simulated_snapshot: Snapshot, applied: pd.DataFrame
) -> None:
    year = applied[applied.month.between(number("2021-07"), number("2022-06"))]
    usual = year.groupby("region").size() / 12
    weight = table(found(simulated_snapshot, "gave_up_30d", "region")).weight.groupby(level=0)
    assert (weight.nunique() == 1).all()
    pd.testing.assert_series_equal(weight.first(), usual, check_names=False)


@pytest.mark.parametrize(
    ("kpi", "last"),
    [
        ("approval_time_median", "2025-11"),
        ("funding_time_median", "2025-10"),
        ("first_response_median", "2025-11"),
        ("complaint_rate", "2025-12"),
        ("npl_rate", "2025-12"),
        ("churn_rate", "2025-09"),
        ("repeat_finance_rate", "2024-12"),
    ],
)
def test_months_not_old_enough_are_left_out(simulated_snapshot: Snapshot, kpi: str, last: str) -> None:
    assert found(simulated_snapshot, kpi, "region").panel.period.max() == number(last)


def test_a_mart_without_the_unit_says_so(simulated_snapshot: Snapshot) -> None:
    assert panel_of(simulated_snapshot, "funding_time_median", "partner") == not_kept_by("partner")


@pytest.mark.parametrize("kpi", OUTCOMES)
def test_every_outcome_has_a_panel_of_regions(simulated_snapshot: Snapshot, kpi: str) -> None:
    panel = found(simulated_snapshot, kpi, "region")
    assert panel.units == tuple(sorted(panel.units)) and "" not in panel.units
    assert panel.panel.units == len(panel.units) == 31
    assert (panel.denominator > 0).all()
    for one in (panel.panel, panel.mix_held):
        assert one.model == panel.outcome.model
        assert np.isfinite(one.outcome).all() and np.isfinite(one.weight).all()
    assert panel.panel.model != "counts" or (panel.mix_held.weight > 0).all()


def test_roll_outs_of_the_simulated_company(simulated_snapshot: Snapshot, simulated: Simulated) -> None:
    panel = found(simulated_snapshot, "npl_rate", "region")
    all_of_them = roll_outs_of(simulated_snapshot, "npl_rate", "region", panel.units)
    roll_outs = {one.name: one for one in all_of_them}
    for name, initiative in simulated.truth["initiatives"].items():
        live = initiative["live"]
        starts = [number(live[unit]) if unit in live else NEVER for unit in panel.units]
        if name != "data_platform":
            assert roll_outs[name].starts.tolist() == starts
    assert set(roll_outs["data_platform"].starts) == {number("2023-03")}  # the whole company at once
    # on the 15th of a month; all others on the first
    assert {name for name, one in roll_outs.items() if one.partial.any()} == {"smart_service"}
    ended = roll_outs["dealer_portal"].ends
    assert ended[panel.units.index("CN-53")] == number("2024-09")  # withdrawn on 31 August
    assert np.isinf(np.delete(ended, panel.units.index("CN-53"))).all()
    by_cohort = {name for name, one in roll_outs.items() if one.by_cohort}
    assert {"ai_approval", "process_redesign"} <= by_cohort
    assert by_cohort.isdisjoint({"early_warning", "crm_retention", "smart_service"})
    assert find_month_of_choice(simulated_snapshot, "early_warning") == number("2022-01")
    assert find_month_of_choice(simulated_snapshot, "ai_approval") is None
    assert not any(
        one.by_cohort for one in roll_outs_of(simulated_snapshot, "churn_rate", "region", panel.units)
    )
    partners = ("JXS0001",)
    assert [o.name for o in roll_outs_of(simulated_snapshot, "csat", "partner", partners)] == [
        "data_platform"
    ]


# --- by hand ----------------------------------------------------------------------------------------------------------

# region, channel, month of submission, decided within a day, decided later, given up
APPLICATIONS = (
    # before the first go-live (April): app 3 of 4 within a day, dealer 1 of 4
    ("A", "app", "2021-01", 3, 0, 0),
    ("B", "app", "2021-02", 0, 1, 0),
    ("A", "dealer", "2021-02", 1, 2, 0),
    ("B", "dealer", "2021-03", 0, 1, 0),
    ("B", "dealer", "2021-01", 0, 0, 2),
    # after it
    ("A", "app", "2021-05", 1, 2, 0),
    ("A", "dealer", "2021-05", 1, 0, 0),
    ("B", "web", "2021-05", 1, 0, 0),
    ("C", "app", "2021-06", 1, 1, 0),
    ("A", "app", "2021-04", 1, 0, 0),
    ("B", "app", "2021-07", 1, 0, 0),
    ("B", "app", "2021-10", 1, 0, 0),
    ("A", "app", "2021-12", 5, 0, 0),
)
AS_OF = datetime(2021, 12, 31, 16)  # the end of 2021 in Shanghai
ROLLOUTS = (
    ("desk", "region", "A", "2021-04-20", None),
    ("desk", "region", "B", "2021-06-01", "2021-09-12"),
    ("app", "channel", "app", "2021-07-01", None),
    ("both", "region", "A", "2021-05-01", None),
    ("both", "company", "all", "2021-08-01", None),
    ("far", "region", "Z", "2021-05-01", None),
)


def applications() -> pd.DataFrame:
    rows = []
    for region, channel, month, soon, later, given_up in APPLICATIONS:
        sent = pd.Timestamp(f"{month}-10")
        for hours, outcome in (
            *[(2, "approved")] * soon,
            *[(48, "declined")] * later,
            *[(3, "withdrawn")] * given_up,
        ):
            rows.append((region, channel, sent, sent + pd.Timedelta(hours=hours), outcome))
    frame = pd.DataFrame(rows, columns=["region", "channel", "submitted_at", "decided_at", "outcome"])
    return frame.assign(application_id=range(len(frame)), product="new", requested_amount=100_000.0)


def published(home: Home, **tables: pd.DataFrame) -> Snapshot:
    write_facts(home, a_company(), AS_OF, applications=applications(), **tables)
    publish(home, lambda line: None)
    return open_current(home)


@pytest.fixture(scope="module")
def by_hand(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    rollouts = pd.DataFrame(ROLLOUTS, columns=["initiative_id", "unit_kind", "unit", "live_on", "ended_on"])
    rollouts = rollouts.astype({"live_on": "datetime64[s]", "ended_on": "datetime64[s]"})
    names = list(dict.fromkeys(rollouts.initiative_id))
    return published(
        Home(root=tmp_path_factory.mktemp("by_hand")),
        rollouts=rollouts,
        initiatives=pd.DataFrame(
            {
                "initiative_id": names,
                "name": names,
                "lever": "ai",
                "status": "running",
                "acts_on": ["book+origination", None, "book", "service"],
                "units_chosen_from": pd.to_datetime(pd.Series(["2021-02-01", None, None, None])),
            }
        ),
        initiative_goals=pd.DataFrame(
            {
                "initiative_id": ["desk", "desk", "both"],
                "kpi": ["npl_rate", "approval_time_median", "approval_time_median"],
                "anticipation_months": [1, 2, None],
            }
        ),
    )


def test_mix_is_held_by_taking_out_what_each_cell_would_show(by_hand: Snapshot) -> None:
    rows = table(found(by_hand, "decided_within_24h", "region"))
    # app 0.75, dealer 1 of 6 (who gave up was not decided), all 4 of 10; a web case, unseen before, counts as any
    assert rows.outcome["A", number("2021-05")] == 0.5
    assert rows.held_outcome["A", number("2021-05")] == pytest.approx(0.5 - (3 * 0.75 + 1 / 6) / 4 + 0.4)
    assert rows.held_outcome["B", number("2021-05")] == pytest.approx(1 - 0.4 + 0.4)
    assert rows.held_outcome["C", number("2021-06")] == pytest.approx(0.5 - 0.75 + 0.4)
    # of channels nothing is left to hold but the product, and there is one
    channels = found(by_hand, "decided_within_24h", "channel")
    np.testing.assert_allclose(channels.mix_held.outcome, channels.panel.outcome)


def test_rows_without_cases_do_not_exist_and_new_units_weigh_nothing(by_hand: Snapshot) -> None:
    rows = table(found(by_hand, "approval_time_median", "region"))
    assert ("B", number("2021-01")) not in rows.index  # all gave up
    assert ("A", number("2021-12")) not in rows.index  # not old enough
    # the year before April 2021 begins in 2020; three months of it are there
    assert rows.weight["A"].unique().tolist() == [6 / 3]
    assert rows.weight["B"].unique().tolist() == [2 / 3]
    assert rows.weight["C"].unique().tolist() == [0]


def test_without_roll_outs_all_months_are_usual(tmp_path: Path) -> None:
    snapshot = published(Home(root=tmp_path))
    assert snapshot.windows == (None, None)
    rows = table(found(snapshot, "decided_within_24h", "region"))
    # app 8 of 12 (December is not old enough), dealer 2 of 7, web 1 of 1, all 11 of 20
    mixed = 0.5 - (3 * 8 / 12 + 2 / 7) / 4 + 11 / 20
    assert rows.held_outcome["A", number("2021-05")] == pytest.approx(mixed)
    assert rows.weight["C"].unique().tolist() == [2 / 8]  # eight months have cases
    assert roll_outs_of(snapshot, "approval_time_median", "region", ("A", "B", "C")) == ()


def test_roll_outs_by_hand(by_hand: Snapshot) -> None:
    units = ("A", "B", "C")
    desk, both = roll_outs_of(by_hand, "approval_time_median", "region", units)
    assert (desk.name, both.name) == ("desk", "both")
    assert desk.starts.tolist() == [number("2021-04"), number("2021-06"), NEVER]
    assert desk.partial.tolist() == [True, False, False]
    assert desk.ends.tolist() == [NEVER, number("2021-09"), NEVER]
    assert (desk.anticipation, both.anticipation) == (2, 0)
    # where a unit was reached twice, the first time counts
    assert both.starts.tolist() == [number("2021-05"), number("2021-08"), number("2021-08")]
    assert find_month_of_choice(by_hand, "desk") == number("2021-02")
    (npl, *_) = roll_outs_of(by_hand, "npl_rate", "region", units)
    assert npl.by_cohort and npl.anticipation == 1 and not desk.by_cohort


def test_part_months_anticipation_and_the_time_after_an_end_are_left_out(by_hand: Snapshot) -> None:
    panel = found(by_hand, "approval_time_median", "region")
    desk = roll_outs_of(by_hand, "approval_time_median", "region", panel.units)[0]
    rows = reach(panel.panel, desk)
    states = np.where(rows.live, "live", np.where(rows.waiting, "waiting", "left out"))
    assert dict(zip(table(panel).index, states, strict=True)) == {
        ("A", number("2021-01")): "waiting",
        ("A", number("2021-02")): "left out",  # two months before 20 April may have responded
        ("A", number("2021-04")): "left out",  # half of it live
        ("A", number("2021-05")): "live",
        ("B", number("2021-02")): "waiting",
        ("B", number("2021-03")): "waiting",
        ("B", number("2021-05")): "left out",
        ("B", number("2021-07")): "live",  # since 1 June
        ("B", number("2021-10")): "left out",  # withdrawn on 12 September
        ("C", number("2021-06")): "waiting",
    }


@pytest.mark.parametrize(
    ("kpi", "unit_kind", "reason"),
    [
        ("csat", "region", needs_table("surveys")),
        ("abandonment_rate", "region", needs_column("applications.started_at")),
        ("approval_time_median", "company", not_kept_by("company")),
        ("approval_time_p90", "region", NOT_DEFINED),
        ("npl_rate", "region", needs_table("loan_months")),
    ],
)
def test_why_there_is_no_panel(by_hand: Snapshot, kpi: str, unit_kind: str, reason: object) -> None:
    assert panel_of(by_hand, kpi, unit_kind) == reason
