"""Whether an initiative has paid back its one-off cost, and in which month, by the interval of its benefit.

No money is measured month by month. The benefit is known at the level of the window after, and is taken to have
grown with the number of units live; the running cost counts in full from the first go-live.
"""

from dataclasses import dataclass
from typing import Literal

from analysis.recovery import month_of_recovery
from warehouse.contract.scope import Months
from warehouse.contract.windows import distance, month_of, months_between, shift
from warehouse.effects.coverage import count_live
from warehouse.effects.evidence import Initiative, Range

State = Literal["paid back", "not yet", "open", "never"]


@dataclass(frozen=True, kw_only=True)
class Payback:
    """The month (YYYY-MM) by whose end the one-off cost is recovered; None where it never is.

    `soonest` and `latest` belong to the upper and lower end of the benefit's 95 % interval. `state`: as of `now`, the
    last month with data; "open" where that lies between them.
    """

    now: str
    state: State
    month: str | None
    soonest: str | None
    latest: str | None


def live_months(initiative: Initiative, now: str) -> int:
    """Count the months from the first go-live to `now` (YYYY-MM), both included; 0 before the first go-live.

    Where every unit has given the initiative up, the count ends in the month of the last one.
    """
    if not initiative.waves:
        return 0
    last = min(now, _last_live(initiative) or now)
    return max(0, distance(month_of(initiative.waves[0].live_on), last) + 1)


def find_payback(initiative: Initiative, money: Range, after: Months | None, now: str) -> Payback | None:
    """Return when the one-off cost is paid back; None without such a cost or where nothing was live in `after`.

    money: the benefit per month on average of the months `after` (first, last), in the company's currency.
    """
    months = live_months(initiative, now)
    if initiative.cost_once is None or after is None or not months:
        return None
    waves = list(initiative.waves)
    window = months_between(*after)
    usual = sum(count_live(month, waves) for month in window) / len(window)
    if not usual:
        return None
    first = month_of(initiative.waves[0].live_on)
    shares = [count_live(shift(first, n), waves) / usual for n in range(months)]
    running, ended = initiative.cost_per_month or 0.0, _last_live(initiative)
    numbers = []
    for benefit in (money.value, money.upper, money.lower):
        flows = [benefit * share - running for share in shares]
        onward = 0.0 if ended is not None and ended <= now else flows[-1]
        numbers.append(month_of_recovery(initiative.cost_once, flows, onward))
    month, soonest, latest = (None if number is None else shift(first, number) for number in numbers)
    return Payback(now=now, state=_judge(soonest, latest, now), month=month, soonest=soonest, latest=latest)


def _judge(soonest: str | None, latest: str | None, now: str) -> State:
    if soonest is None:
        return "never"
    if soonest > now:
        return "not yet"
    return "paid back" if latest is not None and latest <= now else "open"


def _last_live(initiative: Initiative) -> str | None:
    """The month in which the last unit gave the initiative up; None while there is one that has not."""
    ends = [wave.ended_on for wave in initiative.waves]
    return max(month_of(end) for end in ends if end) if all(ends) else None
