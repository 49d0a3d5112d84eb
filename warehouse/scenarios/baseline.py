"""The baseline of scenarios: monthly levels, volumes and rates of the after window, from the sums behind the KPIs."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from analysis.intervals import LN, LOGIT
from analysis.results import NO_ROWS, Estimate
from analysis.scenario.coefficients import COEFFICIENTS, Coefficient
from analysis.scenario.description import OUTCOMES, Baseline, Tenure
from analysis.scenario.discount import NORMAL_975
from analysis.scenario.outcomes import YEAR
from warehouse.contract.errors import MilepostError
from warehouse.contract.scope import WHOLE_HOUSE
from warehouse.contract.windows import shift
from warehouse.kpis.customer import ENDINGS
from warehouse.marts.families import MARTS
from warehouse.query.query import Question, answer
from warehouse.query.subjects.lifetimes import flows_of, worth_windows
from warehouse.query.sums import where_clause
from warehouse.snapshot.snapshots import Snapshot

# The KPI whose interval an outcome's level has; those at equal age and tenure are the same events ÷ expected ones.
SAID_BY = {
    "approval_time_median": "approval_time_median",
    "take_up_rate": "take_up_rate",
    "automated_rate": "automated_rate",
    "npl_rate": "npl_formation_same_age",
    "churn_rate": "churn_rate",
}

# Levels that the driver tree divides by.
DIVIDES = ("approval_time_median", "take_up_rate")


@dataclass(frozen=True, kw_only=True)
class Start:
    """The baseline, and the coefficients that the company's own numbers replace."""

    baseline: Baseline
    coefficients: tuple[Coefficient, ...]


@dataclass(frozen=True, kw_only=True)
class _Book:
    """Flows of the after window: each a share of the balance at the beginning of the month, money a month."""

    last_month: str
    months: int
    balance: float
    originations: float
    gone_bad: float
    run_off: float
    loss_per_bad_balance: float
    income_rate: float
    funding_rate: float


def start_of(snapshot: Snapshot) -> Start:
    """Measure where scenarios start; MilepostError where the snapshot lacks a number that the driver tree needs."""
    return snapshot.keep(_measure_start)


def _measure_start(snapshot: Snapshot) -> Start:
    levels = [
        _level(snapshot, code)[0] for code in ("approval_time_median", "take_up_rate", "automated_rate")
    ]
    errors = tuple(_error(snapshot, outcome, code) for outcome, code in SAID_BY.items())
    book, leaving, costs = _book(snapshot), _compute_early_exit_rate(snapshot), _costs(snapshot)
    units, by_applications, by_balance = _weights(snapshot)
    baseline = Baseline(
        last_month=book.last_month,
        units=units,
        weights_by_applications=by_applications,
        weights_by_balance=by_balance,
        levels=(*levels, book.gone_bad, leaving),
        level_errors=errors,
        window=book.months,
        under_way=(),
        effects=(),
        applications=costs[0],
        originations=book.originations,
        balance=book.balance,
        income_rate=book.income_rate,
        funding_rate=book.funding_rate,
        # What is left of the run-off: instalments, contracts that matured, and whatever else closed.
        amortisation=max(0.0, book.run_off - book.gone_bad - leaving),
        cost_per_application=costs[1],
        other_operating_cost=costs[2],
        tenures=_tenures(snapshot),
        value_discount_rate=snapshot.company.clv_annual_discount_rate,
    )
    return Start(
        baseline=baseline,
        coefficients=(*_own_coefficients(snapshot, book.loss_per_bad_balance), *_growth(snapshot)),
    )


def _own_coefficients(snapshot: Snapshot, loss: float) -> tuple[Coefficient, ...]:
    known = COEFFICIENTS["loss_per_bad_balance"]
    discount = snapshot.company.clv_annual_discount_rate
    return (
        replace(
            known,
            value=loss,
            low=max(0.0, 0.8 * loss),
            high=min(1.0, 1.2 * loss),
            label="measured; range assumed",
            source="credit cost ÷ balance gone bad, after window",
        ),
        replace(
            COEFFICIENTS["discount_rate"],
            value=discount,
            low=discount,
            high=discount,
            label="set by the company",
            source="company.toml, [clv] annual_discount_rate",
        ),
    )


def _growth(snapshot: Snapshot) -> tuple[Coefficient, ...]:
    """From standing still to growing as in the last year, in the middle half of that; as usual without that year."""
    _, months = _level(snapshot, "operating_cost")
    earlier = [shift(month, -YEAR) for month in months]
    (now,), (then,) = (_sums(snapshot, "accounts", asked, "applications") for asked in (months, earlier))
    known = COEFFICIENTS["volume_growth"]
    # A year with holes would be taken for one of little business.
    if then <= 0 or _months_held(snapshot, "accounts", earlier) < len(earlier):
        return ()
    growth = float(np.clip(now / then - 1, known.minimum, known.maximum))
    low, high = sorted((0.0, growth))
    return (
        replace(
            known,
            value=growth / 2,
            low=min(low, known.low),
            high=max(high, known.high),
            label="measured; range assumed",
            source="half of the growth in the after window over a year earlier; from none to all of it",
        ),
    )


def _months_held(snapshot: Snapshot, mart: str, months: Sequence[str]) -> int:
    """Of these months those in which there were applications."""
    rows = where_clause(MARTS[mart], (), tuple(months), WHOLE_HOUSE)
    return len(snapshot.frame(f"select month {rows} group by month having sum(applications) > 0"))


def _level(snapshot: Snapshot, code: str) -> tuple[float, tuple[str, ...]]:
    """The KPI in the after window, and its months."""
    result = answer(snapshot, Question(kpi=code, by=(), where=(), months=None), WHOLE_HOUSE)
    value, months = result.values[0], result.passport.months
    estimate = value.estimate
    if estimate.value is None:
        raise MilepostError(f"a scenario starts from {code} in the after window: {estimate.reason}")
    if code in DIVIDES and estimate.value <= 0:
        raise MilepostError(
            f"a scenario starts from {code} in the after window: it is 0, no change of it can be said"
        )
    return float(estimate.value), months


def _error(snapshot: Snapshot, outcome: str, code: str) -> float:
    """Of the outcome's level, from the 95 % interval of the KPI that says it."""
    return error_of(
        answer(snapshot, Question(kpi=code, by=(), where=(), months=None), WHOLE_HOUSE).values[0].estimate,
        outcome,
    )


def error_of(estimate: Estimate, outcome: str) -> float:
    """Return the standard error of an outcome's level, from the 95 % interval of its KPI; 0 without an interval.

    It is the error of the logarithm, for shares that of the log odds.
    """
    if estimate.lower is None or estimate.upper is None:
        return 0.0
    to = LOGIT.to if OUTCOMES[outcome].scale == "points" else LN.to
    with np.errstate(divide="ignore"):
        half = float(to(estimate.upper) - to(estimate.lower)) / 2
    return half / NORMAL_975 if np.isfinite(half) else 0.0


def _sums(snapshot: Snapshot, mart: str, months: Sequence[str], *columns: str) -> list[float]:
    """Sums over the months of one mart."""
    asked = ", ".join(f"coalesce(sum({column}), 0)::double" for column in columns)
    rows = where_clause(MARTS[mart], (), tuple(months), WHOLE_HOUSE)
    return [float(value) for value in snapshot.frame(f"select {asked} {rows}").iloc[0]]


def _book(snapshot: Snapshot) -> _Book:
    balance, months = _level(snapshot, "outstanding_balance")
    before = [shift(month, -1) for month in months]
    (opening,) = _sums(snapshot, "book", before, "balance")
    (formed,) = _sums(snapshot, "book", months, "formed")
    bad_at_end, start_bad, start_balance = (
        *_sums(snapshot, "book", months[-1:], "npl_balance"),
        *_sums(snapshot, "book", before[:1], "npl_balance", "balance"),
    )
    interest, fee, funding, average, net_loss = _sums(
        snapshot, "book_money", months, "interest", "fee", "funding", "average_balance", "net_loss"
    )
    (lent,) = _sums(snapshot, "originations", months, "principal")
    if min(opening, average, lent, interest, funding) <= 0:
        raise MilepostError(
            f"a scenario starts from balances, income and funding of the after window: {NO_ROWS}"
        )
    loss = net_loss + snapshot.value_terms.loss_given_default * (bad_at_end - start_bad)
    return _Book(
        last_month=months[-1],
        months=len(months),
        balance=balance,
        originations=lent / len(months),
        gone_bad=formed / opening,
        run_off=(lent - (balance - start_balance)) / opening,
        loss_per_bad_balance=float(np.clip(loss / formed, 0, 1)) if formed > 0 else 0.5,
        income_rate=(interest + fee) / average,
        funding_rate=funding / average,
    )


def _compute_early_exit_rate(snapshot: Snapshot) -> float:
    """Customers that left early ÷ those that could, a month."""
    _, months = _level(snapshot, "churn_rate")
    left, exposed = _sums(snapshot, "relationship_totals", months, "left_early", "exposed")
    return left / exposed


def _tenures(snapshot: Snapshot) -> tuple[Tenure, ...]:
    """The life table of the after window and what each month of it brings, as far as values are observed."""
    before, after = snapshot.windows
    if before is None or after is None:
        return ()
    windows, terms = worth_windows(snapshot, before, after, (), WHOLE_HOUSE)
    if windows.reason is not None:
        return ()
    flows, ended = flows_of(windows.sums[1], terms)
    at_risk, early = flows.at_risk[0], ended[0, ENDINGS.index("left_early")]
    rows = (early, flows.ended[0] - early, flows.terms[0].sum(axis=0))
    return tuple(
        Tenure(left_early=float(left_early), otherwise=float(otherwise), margin=float(margin))
        for left_early, otherwise, margin in zip(
            *(row[: terms.span] / at_risk[: terms.span] for row in rows), strict=True
        )
    )


def _costs(snapshot: Snapshot) -> tuple[float, float, float]:
    """Applications a month, the origination cost of each, and all other operating cost a month."""
    _, months = _level(snapshot, "operating_cost")
    applications, origination, operating = _sums(
        snapshot, "accounts", months, "applications", "origination_cost_applied", "operating_cost"
    )
    if applications <= 0:
        raise MilepostError(f"a scenario starts from applications in the after window: {NO_ROWS}")
    return (
        applications / len(months),
        origination / applications,
        (operating - origination) / len(months),
    )


def _weights(snapshot: Snapshot) -> tuple[tuple[str, ...], tuple[float, ...], tuple[float, ...]]:
    """Units, the largest by applications first, and their shares of applications and of the balance."""
    unit = snapshot.company.statistics_unit
    shares: list[dict[str, float]] = []
    for mart, column, code in (
        ("approval_counts", "submitted", "approval_time_median"),
        ("book", "balance", "outstanding_balance"),
    ):
        _, months = _level(snapshot, code)
        rows = where_clause(MARTS[mart], (), months, WHOLE_HOUSE)
        frame = snapshot.frame(
            f"select coalesce({unit}, '') as unit, sum({column})::double as size {rows} group by 1"
        )
        total = frame["size"].sum()
        shares.append(
            {str(name): float(size / total) for name, size in zip(frame.unit, frame["size"], strict=True)}
        )
    units = sorted(set(shares[0]) | set(shares[1]), key=lambda member: (-shares[0].get(member, 0.0), member))
    first, second = (tuple(weights.get(member, 0.0) for member in units) for weights in shares)
    return tuple(units), first, second
