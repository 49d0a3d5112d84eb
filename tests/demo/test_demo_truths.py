"""What is planted in the simulated company is really there, seen in raw rows."""

import pandas as pd
import pytest

from tests.kit.demo_company import Simulated, submitted, window, within

BAD = ("substandard", "doubtful", "loss")


def month_ends(simulated: Simulated) -> pd.DataFrame:
    """Month ends of contracts on the book: not sold by then, something outstanding."""
    rows = simulated.true("loan_months").merge(simulated.true("loans"), on="loan_id")
    sold = rows["transferred_on"].notna() & (rows["transferred_on"] <= rows["month_end"])
    return rows[(rows["balance"] > 0) & ~sold]


def kaplan_meier(days: pd.Series, ended: pd.Series, share: float) -> float:
    """The time at which `share` have ended, by the product-limit formula, one time after the other."""
    alive = 1.0
    table = pd.DataFrame({"days": days, "ended": ended}).sort_values("days")
    for time, rows in table.groupby("days"):
        at_risk = len(table) - table["days"].searchsorted(time)
        alive *= 1 - rows["ended"].sum() / at_risk
        if alive <= 1 - share:
            return float(rows["days"].iloc[0])
    return float("nan")


def test_headlines_are_those_of_the_raw_rows(simulated: Simulated) -> None:
    applications, ends = submitted(simulated), month_ends(simulated)
    surveys = simulated.true("surveys")
    for name in ("before", "after"):
        told = simulated.truth["headlines"][name]
        rows = applications[within(applications["submitted_at"], window(simulated, name))]
        decided = rows["outcome"].isin(["approved", "declined"])
        median = kaplan_meier(rows["days"], decided, 0.5) * 1440
        assert told["approval_time_median"] == pytest.approx(median, rel=1e-4)
        assert told["decided_within_24h"] == pytest.approx((decided & (rows["days"] <= 1)).mean(), abs=1e-6)
        book = ends[within(ends["month_end"], window(simulated, name))]
        bad = book["balance"][book["classification"].isin(BAD)].sum()
        assert told["npl_rate"] == pytest.approx(bad / book["balance"].sum(), rel=0.02)
        asked = surveys[(surveys["kind"] == "csat") & within(surveys["sent_at"], window(simulated, name))]
        answered = asked[asked["answered_at"] - asked["sent_at"] <= pd.Timedelta(days=30)]
        pleased = (answered["score"] >= 4).mean()
        # The truth counts surveys by the month of what they are about, a day or so earlier.
        assert told["csat_of_answers"] == pytest.approx(pleased, abs=0.01)


def test_headlines_are_those_of_such_a_company(simulated: Simulated) -> None:
    before, after = (simulated.truth["headlines"][name] for name in ("before", "after"))
    assert 1.6 < before["approval_time_median"] / 1440 < 2.5
    assert 0.7 < after["approval_time_median"] / 1440 < 1.3
    assert 0.012 < before["npl_rate"] < 0.022
    assert 0.006 < after["npl_rate"] < before["npl_rate"]
    assert 0.75 < before["csat_of_answers"] < after["csat_of_answers"] < 0.90
    assert 0.08 < after["churn_rate_crude"] < before["churn_rate_crude"] < 0.15
    assert 0.25 < before["csat_response_rate"] < after["csat_response_rate"] < 0.36


def test_growth_changes(simulated: Simulated) -> None:
    """About 1 % a month until the middle of 2023, about 4 % until spring 2025 (whole years, for the seasons)."""
    rows = submitted(simulated)
    year = rows["submitted_at"].dt.year.value_counts()
    assert year[2022] / year[2021] == pytest.approx(1.01**12, abs=0.06)
    assert year[2025] / year[2024] == pytest.approx(1.41, abs=0.08)


def test_the_book_is_older_than_the_first_month(simulated: Simulated) -> None:
    loans, first = simulated.true("loans"), pd.Timestamp("2021-01-01")
    ends = month_ends(simulated)
    opening = ends[ends["month_end"] == pd.Timestamp("2021-01-31")]
    assert (opening["disbursed_on"] < first).mean() > 0.9
    assert loans.loc[loans["disbursed_on"] < first, "application_id"].isna().all()
    assert (simulated.true("customers")["joined_on"] < first).mean() > 0.2


def test_the_mix_moves_to_digital(simulated: Simulated) -> None:
    rows = submitted(simulated)
    digital = rows["channel"].isin(["app", "web"]).groupby(rows["submitted_at"].dt.year).mean()
    assert digital.is_monotonic_increasing
    assert digital[2021] < 0.20
    assert digital[2025] > 0.35


def test_bad_loans_leave_sooner(simulated: Simulated) -> None:
    """The oldest bad loans are a year past due at first, ten months later on."""
    ends = month_ends(simulated)
    early, late = ends[ends["month_end"] < "2023-06"], ends[ends["month_end"] > "2024-01"]
    assert early["days_past_due"].max() > 320
    assert late["days_past_due"].max() < 290


def test_days_and_classes_agree(simulated: Simulated) -> None:
    ends = month_ends(simulated)
    assert (ends["classification"].isin(BAD) == (ends["days_past_due"] >= 90)).all()


def test_chosen_regions_had_bad_luck_that_fades(simulated: Simulated) -> None:
    """The slope of loans gone bad on the planted luck, over all regions: none the year before, clear in the
    half-year by which regions were chosen, none again when it has faded.

    Poisson, one step from no slope: sum luck (O - E) / sum luck^2 E, where E spreads all O by contract-months. With
    some 60 loans gone bad in the half-year its standard error is about 0.2.
    """
    truth = simulated.truth
    luck = pd.Series(truth["planted"]["bad_half_year"]["ln"])
    live = truth["initiatives"]["early_warning"]["live"]
    first = [region for region, month in live.items() if month <= "2023-01"]
    assert luck[first].min() > luck.median()
    ends = month_ends(simulated).sort_values(["loan_id", "month_end"])
    bad = ends["days_past_due"] >= 90
    ends = ends.assign(formed=bad & ~bad.shift(fill_value=False))
    ends = ends[ends["loan_id"].eq(ends["loan_id"].shift())]

    def slope(start: str, end: str) -> float:
        rows = ends[ends["month_end"].between(start, end)].groupby("region")["formed"]
        gone_bad, exposed = rows.sum(), rows.size()
        expected = exposed * gone_bad.sum() / exposed.sum()
        here = luck[expected.index]
        return float((here * (gone_bad - expected)).sum() / (here**2 * expected).sum())

    assert slope("2022-01-01", "2022-06-30") > 0.4
    assert abs(slope("2021-01-01", "2021-12-31")) < 0.4
    assert slope("2022-09-01", "2023-12-31") < 0.4


def test_pair_that_cannot_be_separated(simulated: Simulated) -> None:
    initiatives = simulated.truth["initiatives"]
    assert initiatives["e_contract"]["live"] == initiatives["process_redesign"]["live"]
    assert initiatives["e_contract"]["same_roll_out_as"] == ["process_redesign"]
    others = [i["live"] for code, i in initiatives.items() if code not in ("e_contract", "data_platform")]
    assert all(len(live) == 27 for live in others)
    assert len({tuple(sorted(live.items())) for live in others}) == len(others)
    assert len(simulated.truth["planted"]["never_live"]) >= 2
    assert all("2022-07" <= m <= "2024-06" for live in others for m in live.values())


def test_rollouts_are_those_of_the_truth(simulated: Simulated) -> None:
    rows = simulated.true("rollouts")
    for code, initiative in simulated.truth["initiatives"].items():
        here = rows[(rows["initiative_id"] == code) & (rows["unit_kind"] == "region")]
        if code != "data_platform":
            found = dict(zip(here["unit"], here["live_on"].dt.strftime("%Y-%m"), strict=True))
            assert found == initiative["live"]
    assert rows["ended_on"].notna().sum() == 1


def test_null_initiative_does_nothing(simulated: Simulated) -> None:
    initiatives = simulated.truth["initiatives"]
    assert [code for code, i in initiatives.items() if i["does_nothing"]] == ["dealer_portal"]
    assert initiatives["dealer_portal"]["effects"] == {}


def test_effects_build_up(simulated: Simulated) -> None:
    """Early warning: -0.24 on the ln scale after six months, a sixth of it in the first."""
    effects = simulated.truth["initiatives"]["early_warning"]["effects"]["npl_formation"]
    assert effects["profile"][:7] == [-0.04, -0.08, -0.12, -0.16, -0.2, -0.24, -0.24]
    assert effects["after_where_live"] == pytest.approx(-0.24)
    assert -0.24 < effects["after_whole_company"] < -0.15
    ai = simulated.truth["initiatives"]["ai_approval"]["effects"]
    assert ai["approval_time_ln_mean"]["after_where_live"] < -0.5
    assert ai["automated_rate"]["after_where_live"] == pytest.approx(0.2, abs=0.03)
    assert ai["approval_rate"]["after_where_live"] == pytest.approx(0, abs=0.01)
    assert ai["approval_time_ln_mean"]["profile"][0] > ai["approval_time_ln_mean"]["profile"][8]


def test_the_unhappy_stay_silent(simulated: Simulated) -> None:
    told = simulated.truth["headlines"]
    for name in ("before", "after"):
        assert told[name]["csat_of_answers"] > told[name]["csat_of_everyone_asked"] + 0.05
    surveys = simulated.true("surveys")
    service = surveys[surveys["contact_id"] != ""].merge(
        simulated.true("service_contacts"), on="contact_id", suffixes=("", "_contact")
    )
    answers = service["answered_at"].notna().groupby(service["outcome"] == "solved").mean()
    assert answers[True] > answers[False] + 0.04


def test_contracts_live_consistently(simulated: Simulated) -> None:
    """Month ends follow one another without a gap from the first to the ending; balances never rise."""
    rows = simulated.true("loan_months").merge(simulated.true("loans"), on="loan_id")
    rows = rows[(rows["balance"] > 0) | (rows["recovered_amount"] == 0)].sort_values(["loan_id", "month_end"])
    month = rows["month_end"].dt.year * 12 + rows["month_end"].dt.month
    same = rows["loan_id"].eq(rows["loan_id"].shift())
    assert (month.diff()[same] == 1).all()
    assert (rows["balance"].diff()[same] <= 0.005).all()
    last = rows.groupby("loan_id").tail(1)
    ended = last["closed_on"].notna()
    assert (last.loc[ended, "balance"] == 0).all()
    assert (last.loc[~ended, "month_end"] == pd.Timestamp("2025-12-31")).all()
    assert (last.loc[~ended, "balance"] > 0).all()
    assert (rows["balance"] <= rows["principal"]).all()
    assert set(rows["close_reason"].dropna()) == {
        *("matured", "early_settled", "refinanced_away", "total_loss", "charged_off", "transferred")
    }


def test_customers_come_back(simulated: Simulated) -> None:
    loans = simulated.true("loans")
    contracts = loans.groupby("customer_id").size()
    assert 0.05 < (contracts > 1).mean() < 0.25
    joined = loans.groupby("customer_id")["disbursed_on"].min()
    known = simulated.true("customers").set_index("customer_id")["joined_on"]
    assert (known.loc[joined.index] <= joined).all()


def test_truth_counts_relationships_as_the_contracts_do(simulated: Simulated) -> None:
    """One customer after the other, in plain Python."""
    truth = simulated.truth["months"]
    loans = simulated.true("loans")
    loans = loans[loans["close_reason"] != "cancelled"]
    left = dict.fromkeys(truth["month"], 0)
    for _, own in loans.sort_values("disbursed_on").groupby("customer_id"):
        spells: list[list[tuple[int, int, str]]] = []
        columns = own.disbursed_on, own.transferred_on, own.closed_on, own.close_reason
        for disbursed, transferred, closed, reason in zip(*columns, strict=True):
            end = transferred if pd.notna(transferred) else closed
            why = "transferred" if pd.notna(transferred) else reason
            start = disbursed.year * 12 + disbursed.month
            last = 10**6 if pd.isna(end) else end.year * 12 + end.month
            if spells and start <= max(c[1] for c in spells[-1]) + 3:
                spells[-1].append((start, last, why))
            else:
                spells.append([(start, last, why)])
        for spell in spells:
            end = max(c[1] for c in spell)
            early = [c for c in spell if c[1] == end and c[2] in ("early_settled", "refinanced_away")]
            month = f"{(end - 1) // 12}-{(end - 1) % 12 + 1:02d}"
            if early and month in left:
                left[month] += 1
    assert list(left.values()) == truth["relationships_left_early"]
