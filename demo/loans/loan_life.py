"""One month in the life of every contract: pay, fall behind, catch up, settle, mature, be written off."""

from dataclasses import dataclass

import numpy as np

from demo.applying.applications import Columns
from demo.loans.book import OPEN, REASONS
from demo.setting import market
from demo.setting.initiatives import BY_CODE
from demo.setting.timeline import HISTORY, Array, first_day, last_day
from demo.setting.world import World

MATURED, EARLY, REFINANCED, TOTAL_LOSS, CHARGED_OFF, TRANSFERRED, _ = range(len(REASONS))
MISSED = 0.0265  # chance that a contract of ordinary risk misses an instalment
# What becomes of a contract 1, 2, 3, 4 and more months past due: falls further behind, stays, gains a month;
# otherwise it catches up.
FALLS = np.array([0.0, 0.30, 0.55, 0.42, 0.90])
STAYS = np.array([0.0, 0.12, 0.13, 0.24, 0.05])
GAINS = np.array([0.0, 0.0, 0.10, 0.12, 0.01])
BAD = 4  # months past due at which days past due pass 90, with the due days of `book`
RESTRUCTURED = 0.03  # of those about to fall behind further at 2 or 3 months
SETTLES = 0.0140  # chance of early settlement in a month, ordinary
REFINANCED_SHARE = 0.25
TOTAL_LOSSES = 0.00015
_AGES = np.arange(200)
RISK_BY_AGE = 0.40 + 0.95 * np.minimum(_AGES / 12, 1) * np.exp(-np.maximum(_AGES - 16, 0) / 45)
SETTLES_BY_AGE = np.clip(0.25 + 0.07 * _AGES, 0, 1.15) * (_AGES >= 2)
SETTLES_BY_PRODUCT = np.array([1.0, 0.9, 1.12])


@dataclass(frozen=True, kw_only=True)
class Month:
    """What happened to the live contracts, in their order. Money in cents.

    `opening`: balance at the start; `interest`: earned; `due`: principal due by schedule; `reason`: index of
    REASONS or -1; `closed`: day or -1; `written_off`: amount; `formed`: bad now and not before;
    `saved`: an initiative kept it from going bad.
    """

    opening: Array
    interest: Array
    due: Array
    reason: Array
    closed: Array
    written_off: Array
    formed: Array
    saved: Array


def live_a_month(live: Columns, month: int, world: World, rng: np.random.Generator) -> Month:
    """Move all live contracts through a month; `live` is changed, ended ones stay in it with balance 0."""
    size = len(live["loan"])
    row = month + HISTORY
    age = month - live["start"].astype(np.int64) - live["shift"]
    opening, before = live["balance"].copy(), live["late"].astype(np.int64)
    interest_due = np.rint(opening * live["rate"]).astype(np.int64)
    due = np.where((age >= 1) & (live["paid"] < live["term"]), live["instalment"] - interest_due, 0)
    due = np.minimum(due, opening)
    late, saved = _lateness(live, age, before, row=row, world=world, rng=rng)
    # An instalment more is due each month, so months past due and age say how many are paid.
    paid = np.clip(np.where(age >= 1, age - late, 0), live["paid"], live["term"])
    _pay(live, (paid - live["paid"]).astype(np.int64))
    live["late"] = late
    reason = np.where(live["paid"] >= live["term"], MATURED, OPEN)
    reason = _leave(live, age, reason, row=row, world=world, rng=rng)
    write_off = (reason == OPEN) & (late >= market.charge_off_months(month))
    reason[write_off] = CHARGED_OFF
    written_off = np.where(write_off, live["balance"], 0)
    live["balance"][reason != OPEN] = 0
    earns = (before < BAD) | (late < before)
    return Month(
        opening=opening,
        interest=np.where(earns, interest_due, 0),
        due=due,
        reason=reason,
        closed=_closing_days(month, reason, live["due_day"], before, rng) if size else reason,
        written_off=written_off,
        formed=(late >= BAD) & (before < BAD),
        saved=saved,
    )


def _lateness(
    live: Columns, age: Array, before: Array, *, row: int, world: World, rng: np.random.Generator
) -> tuple[Array, Array]:
    """Months past due at the end of the month; and who was kept from going bad by an initiative."""
    u = rng.random(len(age))
    misses = MISSED * RISK_BY_AGE[age.clip(0, 199)] * np.exp(live["risk"])
    misses = misses * market.overdue_factor(row - HISTORY)
    late = np.where((before == 0) & (age >= 1) & (u < misses), 1, 0)
    behind = np.flatnonzero(before > 0)
    if len(behind) == 0:
        return late.astype(np.int16), np.zeros(len(age), bool)
    was = before[behind]
    step = np.minimum(was, BAD)
    # Luck of the place shows where loans turn bad, in the same month.
    luck = np.where(step == BAD - 1, np.exp(world.risk[row][live["region"][behind]]), 1.0)
    falls = np.minimum(FALLS[step] * luck, 0.96)
    rest = (1 - falls) / (1 - FALLS[step])
    v = u[behind]
    stays, gains = falls + STAYS[step] * rest, falls + (STAYS[step] + GAINS[step]) * rest
    after = np.where(v < falls, was + 1, np.where(v < stays, was, np.where(v < gains, was - 1, 0)))
    saved = _draw_cured(live, behind, (after == BAD) & (was == BAD - 1), row=row, world=world, rng=rng)
    eased = (after > was) & (was >= 2) & (was < BAD) & ~saved & (rng.random(len(was)) < RESTRUCTURED)
    live["restructured"][behind[eased]] = True
    live["shift"][behind[eased]] += (was + 1)[eased].astype(np.int16)
    age[behind[eased]] -= (was + 1)[eased]
    late[behind] = np.where(saved | eased, 0, after)
    everyone = np.zeros(len(age), bool)
    everyone[behind] = saved
    return late.astype(np.int16), everyone


def _draw_cured(
    live: Columns, behind: Array, turns_bad: Array, *, row: int, world: World, rng: np.random.Generator
) -> Array:
    """Thinning: of those about to turn bad, a share 1 - exp(effect) is cured, so the effect is exact."""
    region = live["region"][behind]
    effect = (
        BY_CODE["early_warning"].effects["formation_book_ln"] * world.built_up["early_warning"][row][region]
    )
    effect = effect + live["quality"][behind]
    return np.asarray(turns_bad & (rng.random(len(behind)) < 1 - np.exp(effect)))


def _pay(live: Columns, instalments: Array) -> None:
    """Pay so many instalments each, one after the other; the last one of a contract clears it."""
    rows = np.flatnonzero(instalments > 0)
    left = instalments[rows]
    while len(rows):
        balance, rate = live["balance"][rows], live["rate"][rows]
        principal = live["instalment"][rows] - np.rint(balance * rate).astype(np.int64)
        live["paid"][rows] += 1
        last = live["paid"][rows] >= live["term"][rows]
        live["balance"][rows] = np.where(last, 0, np.maximum(balance - principal, 0))
        left = left - 1
        rows, left = rows[left > 0], left[left > 0]


def _leave(
    live: Columns, age: Array, reason: Array, *, row: int, world: World, rng: np.random.Generator
) -> Array:
    """Early settlement, refinancing elsewhere and total loss of contracts that are up to date."""
    region = live["region"]
    retained = (
        BY_CODE["crm_retention"].effects["settlement_ln"] * world.built_up["crm_retention"][row][region]
    )
    settles = SETTLES * SETTLES_BY_AGE[age.clip(0, 199)] * SETTLES_BY_PRODUCT[live["product"]]
    settles = settles * np.exp(world.settlement[row][region] + retained)
    settles = settles * market.settlement_factor(row - HISTORY)
    u = rng.random(len(age))
    may = (reason == OPEN) & (live["late"] == 0)
    reason = np.where(may & (u < settles), EARLY, reason)
    reason = np.where(may & (u < settles * REFINANCED_SHARE), REFINANCED, reason)
    return np.where((reason == OPEN) & (age >= 1) & (u > 1 - TOTAL_LOSSES), TOTAL_LOSS, reason)


def _closing_days(
    month: int, reason: Array, due_day: Array, before: Array, rng: np.random.Generator
) -> Array:
    days = rng.integers(first_day(month), last_day(month) + 1, len(reason))
    days = np.where((reason == MATURED) & (before == 0), first_day(month) + due_day - 1, days)
    days = np.where(reason == CHARGED_OFF, last_day(month), days)
    return np.where(reason == OPEN, -1, days)
