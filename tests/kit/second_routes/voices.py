"""What customers say: surveys, contacts with customer service, complaints."""

from functools import cache, partial

import pandas as pd

from tests.kit.demo_company import Simulated, cut_off, within
from tests.kit.second_routes.record import (
    EXACT,
    FEWER_CASES,
    Bounds,
    Route,
    Told,
    is_true,
    minutes_between,
    share,
    wait,
)

WEEK, THIRTY_DAYS = pd.Timedelta(days=7), pd.Timedelta(days=30)


def _asked(kind: str, simulated: Simulated, bounds: Bounds) -> tuple[pd.DataFrame, pd.Series]:
    """Surveys sent at least 30 days before the cut-off, and the scores given within 30 days."""
    rows = simulated.loaded("surveys")
    rows = rows[(rows.kind == kind) & within(rows.sent_at, bounds)]
    rows = rows[cut_off(simulated.truth) - rows.sent_at >= THIRTY_DAYS]
    return rows, rows.score[rows.answered_at - rows.sent_at <= THIRTY_DAYS].dropna()


def satisfied(simulated: Simulated, bounds: Bounds) -> Told:
    _, scores = _asked("csat", simulated, bounds)
    return share((scores >= 4).sum(), len(scores))


def response(kind: str, simulated: Simulated, bounds: Bounds) -> Told:
    rows, scores = _asked(kind, simulated, bounds)
    return share(len(scores), len(rows))


def recommending(simulated: Simulated, bounds: Bounds) -> Told:
    """Of answers on a scale of 0 to 10, all of them here."""
    _, scores = _asked("nps", simulated, bounds)
    promoters, detractors = (scores >= 9).sum(), (scores <= 6).sum()
    score = 100 * (promoters - detractors) / len(scores)
    return Told(value=score, events=int(promoters + detractors), n=len(scores), within=EXACT)


@cache
def contacts(simulated: Simulated) -> pd.DataFrame:
    """Contacts; `old`: seen for a week and of a customer on a topic; `first` of an issue; `again` within a week.

    `agent`: an agent spoke to the customer on the topic within a week after.
    """
    rows = simulated.loaded("service_contacts")
    rows = rows.sort_values("opened_at")
    same = rows.groupby(["customer_id", "topic"]).opened_at
    linked = (rows.customer_id != "") & (rows.topic != "")
    rows["again"] = same.shift(-1) - rows.opened_at <= WEEK
    rows["first"] = ~(rows.opened_at - same.shift(1) <= WEEK)
    rows["old"] = linked & (cut_off(simulated.truth) - rows.opened_at >= WEEK)
    agents = rows[rows.handled_by != "bot"][["customer_id", "topic", "opened_at"]]
    pairs = rows[linked].merge(agents, on=["customer_id", "topic"], suffixes=("", "_agent"))
    later = pairs.opened_at_agent - pairs.opened_at
    rows["agent"] = rows.contact_id.isin(pairs.contact_id[(later > pd.Timedelta(0)) & (later <= WEEK)])
    return rows


def _opened(simulated: Simulated, bounds: Bounds) -> pd.DataFrame:
    rows = contacts(simulated)
    return rows[within(rows.opened_at, bounds)]


def first_response(simulated: Simulated, bounds: Bounds) -> Told:
    rows = _opened(simulated, bounds)
    rows = rows[rows.first_response_at.notna() | (rows.outcome != "abandoned")]
    end = rows.first_response_at.fillna(cut_off(simulated.truth))
    return wait(minutes_between(rows.opened_at, end), rows.first_response_at.notna(), 0.5, FEWER_CASES)


def resolution(simulated: Simulated, bounds: Bounds) -> Told:
    rows = _opened(simulated, bounds)
    rows = rows[rows.outcome != "abandoned"]
    solved = rows.resolved_at.notna() & (rows.outcome != "unsolved")
    end = rows.resolved_at.where(solved, cut_off(simulated.truth))
    return wait(minutes_between(rows.opened_at, end), solved, 0.5, FEWER_CASES)


def abandonment(simulated: Simulated, bounds: Bounds) -> Told:
    rows = _opened(simulated, bounds)
    return share((rows.outcome == "abandoned").sum(), (rows.outcome != "").sum())


def first_contact_resolution(simulated: Simulated, bounds: Bounds) -> Told:
    rows = _opened(simulated, bounds)
    issues = rows[rows.old & rows["first"]]
    return share((~issues.again).sum(), len(issues))


def bot_containment(simulated: Simulated, bounds: Bounds) -> Told:
    rows = _opened(simulated, bounds)
    begun = rows[rows.old & (rows.handled_by != "agent")]
    alone = (begun.handled_by == "bot") & (begun.outcome != "abandoned")
    return share((alone & ~begun.agent).sum(), len(begun))


def complaints_in_time(simulated: Simulated, bounds: Bounds) -> Told:
    """Decided by the due day ÷ decided, or due before the cut-off."""
    rows = _opened(simulated, bounds)
    rows = rows[is_true(rows.is_complaint) & rows.due_on.notna()]
    due = rows[rows.resolved_at.notna() | (rows.due_on < cut_off(simulated.truth).normalize())]
    return share((due.resolved_at.dt.normalize() <= due.due_on).sum(), len(due))


def _contract_months(simulated: Simulated, bounds: Bounds) -> int:
    loans = simulated.true("loans")[["loan_id", "transferred_on"]]
    ends = simulated.true("loan_months").merge(loans, on="loan_id")
    own = ~(ends.transferred_on <= ends.month_end)
    return int((within(ends.month_end, bounds) & (ends.balance > 0) & own).sum())


def per_contract(what: str, simulated: Simulated, bounds: Bounds) -> Told:
    """Of a thousand contracts a month: complaints, contacts with agents, hours of agents."""
    rows = _opened(simulated, bounds)
    agents = rows[rows.handled_by != "bot"]
    counted = {"complaints": is_true(rows.is_complaint).sum(), "agents": len(agents), "hours": len(agents)}
    amounts = counted | {"hours": agents.handling_minutes.sum() / 60}
    contracts = _contract_months(simulated, bounds)
    months = len(pd.date_range(*bounds, freq="MS", inclusive="left"))
    return Told(
        value=1000 * amounts[what] / contracts,
        events=int(counted[what]),
        n=round(contracts / months),
        within=EXACT,
    )


ROUTES: dict[str, Route] = {
    "csat": satisfied,
    "csat_response_rate": partial(response, "csat"),
    "nps": recommending,
    "nps_response_rate": partial(response, "nps"),
    "first_response_median": first_response,
    "resolution_median": resolution,
    "contact_abandonment_rate": abandonment,
    "first_contact_resolution": first_contact_resolution,
    "bot_containment": bot_containment,
    "complaint_rate": partial(per_contract, "complaints"),
    "complaints_in_time": complaints_in_time,
    "agent_workload": partial(per_contract, "agents"),
    "agent_hours": partial(per_contract, "hours"),
}
