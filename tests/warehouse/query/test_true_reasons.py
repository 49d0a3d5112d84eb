"""Why a number cannot be said is the true reason: waiting is only advised where it helps."""

import json
from datetime import datetime
from pathlib import Path

import pandas as pd
import pytest
from scipy.stats import binomtest, chi2

from analysis.intervals import INDEPENDENT
from analysis.results import (
    BEFORE_THE_DATA,
    FEWER_THAN_THREE_MONTHS,
    HISTORY_TOO_SHORT,
    NO_ROWS,
    NO_SPREAD,
    NONE_IN_REFERENCE,
    NOT_OLD_ENOUGH,
    ONE_MONTH_END,
    ONE_UNIT,
    WINDOWS_REVERSED,
    Reason,
)
from cli.main import main
from tests.kit.publishing import ask, published
from warehouse.contract.scope import WHOLE_HOUSE, Months
from warehouse.contract.store import Home
from warehouse.partners.standings import standings
from warehouse.query.mix import mix_of
from warehouse.query.query import Question, answer, compare
from warehouse.query.shortage import are_reversed
from warehouse.query.subjects.arrears import roll_matrix
from warehouse.query.subjects.loan_book import npl_bridge
from warehouse.query.subjects.npl_split import npl_split
from warehouse.snapshot.snapshots import Snapshot, open_current

A_DAY = 4  # contracts, of 1,000 each
BEGINS, ENDS = "2023-01-01", "2025-02-14"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """Four contracts on every day from January 2023 to 14 February 2025, month ends to January 2025."""
    days = pd.date_range(BEGINS, ENDS).repeat(A_DAY)
    loans = pd.DataFrame({"loan_id": range(len(days)), "disbursed_on": days}).assign(
        customer_id=lambda rows: rows.loan_id,
        region=[f"r{n % 8}" for n in range(len(days))],
        product="new",
        channel="app",
        principal=1000.0,
        annual_rate=0.05,
        term_months=36,
    )
    ends = pd.DataFrame({"month_end": pd.date_range(BEGINS, "2025-01-31", freq="ME")})
    rows = loans.merge(ends, how="cross").query("month_end >= disbursed_on")
    months = rows[["loan_id", "month_end"]].assign(balance=900.0, days_past_due=0)
    folder = tmp_path_factory.mktemp("lender")
    published(folder, datetime(2025, 2, 14), loans=loans, loan_months=months)
    return Home(root=folder)


@pytest.fixture(scope="module")
def lender(home: Home) -> Snapshot:
    return open_current(home)


def reason_of(snapshot: Snapshot, code: str, before: Months, after: Months) -> Reason | None:
    return (
        compare(snapshot, kpi_code=code, before=before, after=after, by=(), where=(), scope=WHOLE_HOUSE)
        .changes[0]
        .absolute.reason
    )


def asked(
    snapshot: Snapshot, code: str, months: Months | None, by: tuple[str, ...] = ()
) -> list[float | None]:
    found = answer(snapshot, Question(kpi=code, by=by, where=(), months=months), WHOLE_HOUSE)
    return [value.estimate.value for value in found.values]


def test_growth_counts_complete_months_with_the_same_months_a_year_earlier(lender: Snapshot) -> None:
    """All: January 2024 … 2025 have 366 + 31 = 397 days, a year earlier 365 + 31 = 396, so +0.25 %; of January and
    February 2025 only January is over: 31 days on both sides. With half a February it would be −3.3 and −25 %."""
    assert asked(lender, "originations_growth", None) == [pytest.approx(397 / 396 - 1)]
    assert asked(lender, "originations_growth", ("2025-01", "2025-02")) == [0]
    found = answer(
        lender,
        Question(kpi="originations_growth", by=(), where=(), months=("2025-01", "2025-02")),
        WHOLE_HOUSE,
    )
    assert (found.passport.months, found.passport.excluded_months) == (("2025-01",), ("2025-02",))
    by_month = answer(
        lender, Question(kpi="originations_growth", by=("month",), where=(), months=None), WHOLE_HOUSE
    )
    leap = {value.members[0]: value.estimate.value for value in by_month.values}
    assert len(leap) == 13 and leap["2024-02"] == pytest.approx(29 / 28 - 1)
    assert "2025-02" not in leap


def test_by_month_an_after_window_as_long_as_the_data_does_not_drop_young_months(
    lender: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Contracts are young until their month is over: February 2025 is a month like the others of a series."""
    monkeypatch.setattr(lender, "windows", (None, ("2023-01", "2025-02")))
    by_month = answer(lender, Question(kpi="originations", by=("month",), where=(), months=None), WHOLE_HOUSE)
    assert by_month.passport.months[-1] == "2025-02"
    summed = answer(lender, Question(kpi="originations", by=(), where=(), months=None), WHOLE_HOUSE)
    assert (summed.passport.months[-1], summed.passport.excluded_months) == ("2025-01", ("2025-02",))
    given = answer(
        lender,
        Question(kpi="originations", by=("month",), where=(), months=("2023-01", "2025-02")),
        WHOLE_HOUSE,
    )
    assert given.passport.months == by_month.passport.months


def test_without_windows_one_number_leaves_young_months_out(lender: Snapshot) -> None:
    """January 2023 to 2025 have 762 days of four contracts; half a February is in the series, marked as young."""
    assert lender.windows == (None, None)
    whole = answer(lender, Question(kpi="contracts_originated", by=(), where=(), months=None), WHOLE_HOUSE)
    months = answer(
        lender, Question(kpi="contracts_originated", by=("month",), where=(), months=None), WHOLE_HOUSE
    )
    assert whole.passport.excluded_months == ("2025-02",)
    assert whole.values[0].estimate.value == pytest.approx(A_DAY * 762)
    assert months.passport.excluded_months == ()
    assert [value.young_months for value in months.values[-2:]] == [(), ("2025-02",)]


def test_growth_between_windows_counts_complete_months_too(lender: Snapshot) -> None:
    """April to June have 91 days in every year; of December to February only December and January are over."""
    before = ("2024-03", "2024-06")
    found = compare(
        lender,
        kpi_code="originations_growth",
        before=before,
        after=("2024-11", "2025-02"),
        by=(),
        where=(),
        scope=WHOLE_HOUSE,
    )
    assert (found.months_before[0], found.months_after) == ("2024-03", ("2024-11", "2024-12", "2025-01"))
    assert found.changes[0].after.estimate.value == 0


@pytest.mark.parametrize(
    ("code", "before", "after", "reason"),
    [
        ("originations", ("2024-01", "2024-02"), ("2024-03", "2024-04"), FEWER_THAN_THREE_MONTHS),
        ("originations", ("2023-01", "2023-01"), ("2024-03", "2024-12"), FEWER_THAN_THREE_MONTHS),
        ("npl_rate", ("2021-01", "2021-12"), ("2024-01", "2024-12"), BEFORE_THE_DATA),
        ("npl_rate", ("2022-03", "2023-02"), ("2024-01", "2024-12"), HISTORY_TOO_SHORT),
        ("originations_growth", ("2023-01", "2023-12"), ("2024-01", "2024-12"), HISTORY_TOO_SHORT),
        ("npl_rate", ("2024-01", "2024-12"), ("2025-01", "2025-12"), NOT_OLD_ENOUGH),
        ("npl_rate", ("2024-01", "2024-12"), ("2026-01", "2026-12"), NOT_OLD_ENOUGH),
        ("npl_rate", ("2024-01", "2024-12"), ("2023-01", "2023-12"), WINDOWS_REVERSED),
        ("npl_rate", ("2024-01", "2024-12"), ("2024-06", "2024-12"), None),
    ],
)
def test_windows_that_cannot_be_compared_say_why(
    lender: Snapshot, code: str, before: Months, after: Months, reason: Reason | None
) -> None:
    assert reason_of(lender, code, before, after) == reason


def test_every_question_about_two_windows_gives_that_reason(lender: Snapshot) -> None:
    """Windows in the wrong order, and one before the data: as on the card."""
    for before, after, reason in (
        (("2024-01", "2024-12"), ("2023-01", "2023-12"), WINDOWS_REVERSED),
        (("2021-01", "2021-12"), ("2024-01", "2024-12"), BEFORE_THE_DATA),
    ):
        windows = before, after
        found = {
            mix_of(
                lender,
                kpi_code="npl_rate",
                before=windows[0],
                after=windows[1],
                dims=("region",),
                where=(),
                scope=WHOLE_HOUSE,
            ).reason,
            roll_matrix(lender, *windows, (), WHOLE_HOUSE).changes[0].absolute.reason,
            npl_split(lender, *windows, (), WHOLE_HOUSE).reason,
            standings(
                lender,
                code="npl_formation_same_age",
                kind="dealer",
                side="before",
                before=windows[0],
                after=windows[1],
                where=(),
                scope=WHOLE_HOUSE,
            ).reason,
        }
        assert found == {reason}


@pytest.mark.parametrize(
    ("months", "reason"),
    [
        (("2021-01", "2021-12"), BEFORE_THE_DATA),
        (("2026-01", "2026-12"), NOT_OLD_ENOUGH),
    ],
)
def test_months_without_data_say_which_side_they_lie_on(
    lender: Snapshot, months: Months, reason: Reason
) -> None:
    (value,) = answer(lender, Question(kpi="npl_rate", by=(), where=(), months=months), WHOLE_HOUSE).values
    assert value.estimate.reason == reason


def test_only_what_lies_wholly_before_is_in_the_wrong_order() -> None:
    assert are_reversed(("2024-01", "2024-12"), ("2023-01", "2023-12"))
    assert not are_reversed(("2024-01", "2024-12"), ("2023-06", "2024-01"))
    assert not are_reversed(("2023-01", "2023-12"), ("2024-01", "2024-12"))


def test_the_months_that_are_counted_are_named_and_not_those_asked_for(
    home: Home, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Of 2013 to January 2023 one month was delivered: 31 days × 4 contracts × 1,000."""
    monkeypatch.setenv("MILEPOST_HOME", str(home.root))
    command = ["kpi", "originations", "--from", "2013-07", "--to", "2023-01"]
    assert main([*command, "--format", "json"]) == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert (row["value"], row["months"]) == (31 * A_DAY * 1000, "2023-01")
    assert main(command) == 0
    said = capsys.readouterr().out.splitlines()
    assert "months: 2023-01" in said
    assert "left out: 2013-07 to 2022-12 (the months lie before the data begin)" in said


def test_a_bridge_counts_the_month_ends_that_were_delivered(lender: Snapshot) -> None:
    """Of February 2022 to January 2023 one month end was delivered, with 31 days × 4 contracts of 900."""
    found = npl_bridge(lender, ("2022-02", "2023-01"), (), WHOLE_HOUSE)
    assert found.reason is None
    ended = npl_bridge(lender, ("2023-01", "2023-01"), (), WHOLE_HOUSE)
    assert (found.average_balance, found.average_bad) == (ended.average_balance, ended.average_bad)


def test_swapped_windows_are_said_to_be_swapped(
    home: Home, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MILEPOST_HOME", str(home.root))
    command = ["compare", "npl_rate", "--before", "2024-01:2024-12", "--after", "2023-01:2023-12"]
    assert main(command) == 0
    said = capsys.readouterr().out
    assert "cannot say: the after window lies before the before window: swap them" in said
    assert "overlap" not in said


def test_lending_begins_with_the_first_month_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A contract of December 2023 and the month end of January 2024: of older contracts only survivors are known."""
    loan = {
        "loan_id": 1,
        "customer_id": 1,
        "product": "new",
        "channel": "app",
        "region": "r1",
        "principal": 1000.0,
    }
    loans = pd.DataFrame([loan]).assign(
        disbursed_on=pd.Timestamp("2023-12-05"), annual_rate=0.05, term_months=36
    )
    months = pd.DataFrame({"loan_id": [1], "month_end": [pd.Timestamp("2024-01-31")], "balance": [980.0]})
    snapshot = published(
        tmp_path, datetime(2024, 2, 1), loans=loans, loan_months=months.assign(days_past_due=0)
    )
    for months_asked in (None, ("2023-12", "2024-01")):
        (value,) = answer(
            snapshot, Question(kpi="originations", by=(), where=(), months=months_asked), WHOLE_HOUSE
        ).values
        assert value.estimate.reason == ONE_MONTH_END
    monkeypatch.setenv("MILEPOST_HOME", str(tmp_path))
    assert main(["kpi", "originations"]) == 0
    said = "cannot say: begins with the first month end of the book; one is delivered"
    assert said in capsys.readouterr().out


@pytest.mark.parametrize("code", ["npl_rate_same_age", "npl_formation_same_age"])
def test_nothing_bad_in_the_whole_company_is_no_lack_of_cases(lender: Snapshot, code: str) -> None:
    found = ask(lender, code, ("2024-01", "2024-12"))
    assert found.n > 0 and found.estimate.reason == NONE_IN_REFERENCE
    nowhere = ask(lender, code, ("2024-01", "2024-12"), (("region", ("nowhere",)),))
    assert nowhere.n == 0 and nowhere.estimate.reason == NO_ROWS


def test_applications_none_of_which_counts_yet_are_not_old_enough(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Forty were decided in March; of forty of June nobody has decided one."""
    submitted = pd.to_datetime(["2021-03-10"] * 40 + ["2021-06-20"] * 40)
    applications = pd.DataFrame({"application_id": range(80), "submitted_at": submitted}).assign(
        product="new",
        channel="app",
        region="r1",
        decided_at=lambda rows: rows.submitted_at.where(rows.application_id < 40) + pd.Timedelta(hours=1),
        outcome=lambda rows: rows.application_id.map(lambda n: "approved" if n < 40 else None),
    )
    snapshot = published(tmp_path, datetime(2021, 6, 30, 16), applications=applications)
    june = ("2021-06", "2021-06")
    assert ask(snapshot, "approval_rate", june).estimate.reason == NOT_OLD_ENOUGH
    assert ask(snapshot, "approval_rate", june, (("region", ("r2",)),)).estimate.reason == NO_ROWS
    assert ask(snapshot, "approval_rate", ("2021-03", "2021-03")).estimate.value == 1
    monkeypatch.setenv("MILEPOST_HOME", str(tmp_path))
    assert main(["kpi", "approval_rate", "--from", "2021-06", "--to", "2021-06"]) == 0
    said = capsys.readouterr().out
    assert "cannot say: the cases are not old enough yet" in said and "counted although" not in said


def test_contracts_of_one_region_have_an_interval_with_its_word(lender: Snapshot) -> None:
    """None of the contracts of r1 is late; their principal, an amount, says that there is one unit."""
    where = (("region", ("r1",)),)
    (late,) = answer(
        lender,
        Question(kpi="delinquency_30_count", by=(), where=where, months=("2024-01", "2024-12")),
        WHOLE_HOUSE,
    ).values
    wilson = binomtest(0, late.n).proportion_ci(method="wilson")
    assert late.estimate.method == INDEPENDENT
    assert (late.estimate.lower, late.estimate.upper) == pytest.approx((0, wilson.high), rel=1e-2)
    (lent,) = answer(
        lender, Question(kpi="originations", by=(), where=where, months=("2024-01", "2024-12")), WHOLE_HOUSE
    ).values
    assert lent.estimate.interval_reason == ONE_UNIT
    (counted,) = answer(
        lender,
        Question(kpi="contracts_originated", by=(), where=where, months=("2024-01", "2024-12")),
        WHOLE_HOUSE,
    ).values
    assert counted.estimate.lower == pytest.approx(chi2.ppf(0.025, 2 * counted.n) / 2)


@pytest.mark.filterwarnings("error::RuntimeWarning")
def test_a_book_without_bad_loans_is_read_without_a_warning(lender: Snapshot) -> None:
    """Nothing is expected to go bad: no rate at equal age, no mix; nothing is divided by it."""
    windows = ("2023-01", "2023-12"), ("2024-01", "2024-12")
    for code in (
        "npl_rate",
        "npl_rate_same_age",
        "npl_formation_same_age",
        "delinquency_30",
        "net_loss_rate",
    ):
        compare(
            lender, kpi_code=code, before=windows[0], after=windows[1], by=(), where=(), scope=WHOLE_HOUSE
        )
        mixed = mix_of(
            lender,
            kpi_code=code,
            before=windows[0],
            after=windows[1],
            dims=("region",),
            where=(),
            scope=WHOLE_HOUSE,
        )
        assert mixed.mixed is not None or mixed.reason is not None
    npl = compare(
        lender,
        kpi_code="delinquency_30",
        before=windows[0],
        after=windows[1],
        by=(),
        where=(),
        scope=WHOLE_HOUSE,
    ).changes[0]
    assert (npl.after.estimate.value, npl.after.estimate.interval_reason) == (0, NO_SPREAD)
