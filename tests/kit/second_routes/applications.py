"""Approval, funding and work, from applications and their events."""

from collections.abc import Callable
from functools import cache, partial
from itertools import pairwise

import numpy as np
import pandas as pd

from tests.kit.demo_company import Simulated, cut_off, within
from tests.kit.second_routes.record import (
    DAY_MINUTES,
    FEWER_CASES,
    MEDIAN,
    MONTH_MINUTES,
    P90,
    Bounds,
    Route,
    Told,
    amount,
    covered_minutes,
    in_minutes,
    minutes_between,
    share,
    wait,
)

DECISIONS = ("approved", "declined", "")  # decided without saying how is a decision, too


@cache
def submissions(simulated: Simulated) -> pd.DataFrame:
    """Submitted applications, earliest first, each with the first application of its chain as `case`."""
    rows = simulated.true("applications")
    rows = rows[rows.submitted_at.notna()].sort_values(["submitted_at", "application_id"])
    at = dict(zip(rows.application_id, rows.submitted_at, strict=True))
    case: dict[str, str] = {}
    for own, parent in zip(rows.application_id, rows.resubmission_of, strict=True):
        case[own] = case[parent] if parent in at and at[parent] < at[own] else own
    return rows.assign(case=rows.application_id.map(case)).reset_index(drop=True)


@cache
def cases(simulated: Simulated) -> pd.DataFrame:
    """Cases by their first submission and their last answer; wait and age in minutes."""
    groups = submissions(simulated).groupby("case", sort=False)
    first, last = groups.nth(0).set_index("case"), groups.nth(-1).set_index("case")
    rows = first[["product", "channel", "region", "partner_id", "score_band", "submitted_at"]].join(
        last[["decided_at", "outcome", "decision_mode", "funded_at"]]
    )
    end = cut_off(simulated.truth)
    rows["ended_at"] = rows.decided_at.fillna(end)
    rows["wait"] = minutes_between(rows.submitted_at, rows.ended_at)
    rows["age"] = minutes_between(rows.submitted_at, end)
    rows["closed"] = rows.decided_at.notna()
    rows["decision"] = rows.closed & rows.outcome.isin(DECISIONS)
    return rows


def _submitted(simulated: Simulated, bounds: Bounds) -> pd.DataFrame:
    rows = cases(simulated)
    return rows[within(rows.submitted_at, bounds)]


@cache
def business_minutes(simulated: Simulated) -> pd.Series:
    """Working minutes of each wait, read from a list of every minute from the first submission to the cut-off."""
    rows, calendar = cases(simulated), simulated.toml["calendar"]
    opens, closes = (int(calendar[key][:2]) * 60 + int(calendar[key][3:]) for key in ("opens", "closes"))
    days = pd.date_range(rows.submitted_at.min().normalize(), rows.ended_at.max().normalize(), freq="D")
    names = days.strftime("%Y-%m-%d")
    works = days.isocalendar().day.isin(calendar["weekdays"]).to_numpy() & ~names.isin(calendar["holidays"])
    works |= names.isin(calendar["extra_workdays"])
    minute = np.arange(DAY_MINUTES)
    worked = (works[:, None] & (minute >= opens) & (minute < closes)).ravel()
    until = np.concatenate(([0], np.cumsum(worked)))
    first, last = (
        np.interp(minutes_between(days[0], moments), np.arange(len(until)), until)
        for moments in (rows.submitted_at, rows.ended_at)
    )
    return pd.Series(last - first, rows.index)


@cache
def lender_minutes(simulated: Simulated) -> pd.Series:
    """The wait without the time in which the applicant or a partner had it, case by case."""
    rows = cases(simulated)
    spans: dict[str, list[tuple[float, float]]] = {case: [] for case in rows.index}
    answered: dict[str, float] = {}
    own = submissions(simulated)
    for case, sent, back in zip(
        own.case, in_minutes(own.submitted_at), in_minutes(own.decided_at), strict=True
    ):
        if sent > answered.get(case, np.inf):
            spans[case].append((answered[case], sent))
        answered[case] = back
    outside = work(simulated)
    outside = outside[outside.kind.isin(["applicant", "partner"])]
    begins = np.maximum(outside.starts, in_minutes(outside.case.map(rows.submitted_at)))
    ends = np.minimum(outside.ends, in_minutes(outside.case.map(rows.ended_at)))
    for case, begin, end in zip(outside.case, begins, ends, strict=True):
        if end > begin:
            spans[case].append((begin, end))
    return rows.wait - pd.Series({case: covered_minutes(pauses) for case, pauses in spans.items()})


CLOCKS: dict[str, Callable[[Simulated], pd.Series]] = {
    "": lambda simulated: cases(simulated).wait,
    "_business": business_minutes,
    "_lender": lender_minutes,
}
QUANTILES = {"median": (0.5, MEDIAN), "p90": (0.9, P90)}


def approval_time(clock: str, name: str, simulated: Simulated, bounds: Bounds) -> Told:
    rows = _submitted(simulated, bounds)
    return wait(CLOCKS[clock](simulated)[rows.index], rows.decision, *QUANTILES[name])


def decided_within_a_day(simulated: Simulated, bounds: Bounds) -> Told:
    rows = _submitted(simulated, bounds)
    old = rows[rows.age >= DAY_MINUTES]
    return share((old.decision & (old.wait <= DAY_MINUTES)).sum(), len(old))


def _ended_in_time(simulated: Simulated, bounds: Bounds) -> tuple[pd.DataFrame, int]:
    """Cases that ended within 30 days, of those old enough to show it; and how many of these there are."""
    rows = _submitted(simulated, bounds)
    old = rows[rows.age >= MONTH_MINUTES]
    return old[old.closed & (old.wait <= MONTH_MINUTES)], len(old)


def gave_up(simulated: Simulated, bounds: Bounds) -> Told:
    ended, old = _ended_in_time(simulated, bounds)
    return share(ended.outcome.isin(["withdrawn", "expired"]).sum(), old)


def approval_rate(simulated: Simulated, bounds: Bounds) -> Told:
    ended, _ = _ended_in_time(simulated, bounds)
    return share((ended.outcome == "approved").sum(), ended.outcome.isin(["approved", "declined"]).sum())


def automated(outcomes: tuple[str, ...], simulated: Simulated, bounds: Bounds) -> Told:
    ended, _ = _ended_in_time(simulated, bounds)
    known = ended[ended.decision & (ended.decision_mode != "")]
    machine = known[known.decision_mode == "auto"]
    return share(machine.outcome.isin(outcomes).sum(), len(known))


def _approved(simulated: Simulated, bounds: Bounds) -> pd.DataFrame:
    rows = cases(simulated)
    rows = rows[(rows.outcome == "approved") & within(rows.decided_at, bounds)]
    seen = minutes_between(rows.decided_at, cut_off(simulated.truth))
    return rows.assign(seen=seen, funding=minutes_between(rows.decided_at, rows.funded_at))


def funding_time(simulated: Simulated, bounds: Bounds) -> Told:
    rows = _approved(simulated, bounds)
    rows = rows[(rows.seen >= 2 * MONTH_MINUTES) & (rows.funding <= 2 * MONTH_MINUTES)]
    return wait(minutes_between(rows.submitted_at, rows.funded_at), rows.funded_at.notna(), 0.5, FEWER_CASES)


def take_up(simulated: Simulated, bounds: Bounds) -> Told:
    rows = _approved(simulated, bounds)
    rows = rows[rows.seen >= MONTH_MINUTES]
    return share((rows.funding <= MONTH_MINUTES).sum(), len(rows))


def decided_per_day(simulated: Simulated, bounds: Bounds) -> Told:
    rows = submissions(simulated)
    decided = int((within(rows.decided_at, bounds) & rows.outcome.isin(DECISIONS)).sum())
    return amount(decided / (bounds[1] - bounds[0]).days, decided)


def _started(simulated: Simulated, bounds: Bounds) -> pd.DataFrame:
    rows = simulated.true("applications")
    rows = rows[within(rows.started_at, bounds)]
    rows = rows[cut_off(simulated.truth) - rows.started_at >= pd.Timedelta(days=7)]
    return rows.assign(taken=minutes_between(rows.started_at, rows.submitted_at))


def completion_time(simulated: Simulated, bounds: Bounds) -> Told:
    rows = _started(simulated, bounds)
    taken = rows.taken[rows.taken <= 7 * DAY_MINUTES]
    return wait(taken, taken.notna(), 0.5, MEDIAN)


def abandonment(simulated: Simulated, bounds: Bounds) -> Told:
    rows = _started(simulated, bounds)
    return share((~(rows.taken <= 7 * DAY_MINUTES)).sum(), len(rows))


@cache
def work(simulated: Simulated) -> pd.DataFrame:
    """Steps of work on submitted applications, with their case; one without an end lies with applicant or partner
    until the decision, and of the lender's own nobody knows how long it took (`timed`)."""
    rows, own = simulated.true("application_events"), submissions(simulated).set_index("application_id")
    rows = rows[rows.application_id.isin(own.index) & rows.started_at.notna()]
    rows = rows[rows.activity.isin(simulated.toml["labels"]["activity"])]  # the others are faulty on purpose
    decided = rows.application_id.map(own.decided_at).fillna(cut_off(simulated.truth))
    outside = rows.resource_kind.isin(["applicant", "partner"])
    ended = rows.ended_at.fillna(decided.where(outside, rows.started_at))
    return rows.assign(
        timed=rows.ended_at.notna(),
        case=rows.application_id.map(own.case),
        kind=rows.resource_kind.replace("", "human"),
        starts=in_minutes(rows.started_at),
        ends=in_minutes(ended.where(ended > rows.started_at, rows.started_at)),
    ).sort_values(["started_at", "ends", "resource_id"])


@cache
def worked_cases(simulated: Simulated) -> pd.DataFrame:
    """Per case with work of the lender: minutes by people, elapsed, waiting; steps, hand-offs, rework; ends known."""
    steps, found = work(simulated), {}
    steps = steps[steps.kind.isin(["human", "system"])]
    kept = steps[["case", "starts", "ends", "kind", "resource_id", "activity", "timed"]]
    of_case: dict[str, list[tuple[float, float, str, str, str, bool]]] = {}
    for case, *step in kept.itertuples(index=False, name=None):
        of_case.setdefault(case, []).append(tuple(step))
    for case, own in of_case.items():
        people = [step for step in own if step[2] == "human"]
        elapsed = max(step[1] for step in own) - min(step[0] for step in own)
        found[case] = (
            sum(step[1] - step[0] for step in people),
            elapsed,
            elapsed - covered_minutes([step[:2] for step in own]),
            len(people),
            sum(one[3] != other[3] for one, other in pairwise(people)),
            len(own) - len({step[4] for step in own}),
            all(step[5] for step in own),
        )
    names = ["touch", "elapsed", "waiting", "steps", "handoffs", "rework", "timed"]
    return pd.DataFrame.from_dict(found, orient="index", columns=names)


def per_case(measure: str, simulated: Simulated, bounds: Bounds) -> Told:
    found = worked_cases(simulated)
    rows = found[measure][found.timed | (measure in ("steps", "handoffs", "rework"))]
    rows = rows[rows.index.isin(_submitted(simulated, bounds).index)]
    return amount(rows.mean(), len(rows))


def decisions_per_person_day(simulated: Simulated, bounds: Bounds) -> Told:
    steps = work(simulated)
    people = steps[(steps.kind == "human") & (steps.resource_id != "") & within(steps.started_at, bounds)]
    days = people.assign(day=people.started_at.dt.date)[["resource_id", "day"]].drop_duplicates()
    rows = cases(simulated)
    decided = (rows.decision & (rows.decision_mode == "manual") & within(rows.decided_at, bounds)).sum()
    return Told(
        value=decided / len(days), events=None, n=int(decided), within=1e-7
    )  # shares of days are kept to nine decimals


ROUTES: dict[str, Route] = {
    **{
        f"approval_time_{name}{clock}": partial(approval_time, clock, name)
        for clock in CLOCKS
        for name in QUANTILES
    },
    "decided_within_24h": decided_within_a_day,
    "gave_up_30d": gave_up,
    "approval_rate": approval_rate,
    "automated_rate": partial(automated, DECISIONS),
    "automated_approval_rate": partial(automated, ("approved",)),
    "automated_decline_rate": partial(automated, ("declined",)),
    "funding_time_median": funding_time,
    "take_up_rate": take_up,
    "applications_per_day": decided_per_day,
    "completion_time_median": completion_time,
    "abandonment_rate": abandonment,
    "touch_time_mean": partial(per_case, "touch"),
    "elapsed_time_mean": partial(per_case, "elapsed"),
    "waiting_time_mean": partial(per_case, "waiting"),
    "steps_per_application": partial(per_case, "steps"),
    "handoffs_per_application": partial(per_case, "handoffs"),
    "rework_per_application": partial(per_case, "rework"),
    "decisions_per_underwriter_day": decisions_per_person_day,
}
