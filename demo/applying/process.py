"""From submission to decision: the stages of work, the waits between them, and who gives up meanwhile.

People work in working hours only; systems, applicants and partners do not. All waits are drawn once
(`Draws`), so that the same applicants can be sent through the process with an initiative switched off.
"""

from dataclasses import dataclass

import numpy as np

from demo.applying.applications import APP, DEALER, PARTNER, WEB, Columns
from demo.setting import market
from demo.setting.initiatives import BY_CODE
from demo.setting.timeline import DAY, HISTORY, SPAN, Array, business, wall
from demo.setting.world import World

APPROVED, DECLINED, WITHDRAWN, EXPIRED = range(4)
APPROVAL_BY_BAND = np.array([0.94, 0.87, 0.75, 0.54, 0.24])
AUTO_BY_BAND = np.array([0.42, 0.27, 0.09, 0.11, 0.34])
AUTO_MINUTES, INTAKE_MINUTES = 30.0, 3.0  # medians
# Medians of working minutes in the queue and at work: document review, phone check, underwriting, senior.
QUEUE = np.array([215.0, 170.0, 310.0, 260.0])
TOUCH = np.array([14.0, 9.0, 26.0, 18.0])
QUEUE_SPREAD, TOUCH_SPREAD = 0.75, 0.40
SUPPLEMENT_MINUTES = 13 * 60.0  # median wait for missing papers
NEVER_ANSWERS, EXPIRY_DAYS = 0.055, 15
PATIENCE_DAYS, PATIENCE_SHAPE = 9.5, 1.8  # Weibull: the chance to give up grows with the wait


@dataclass(frozen=True, kw_only=True)
class Draws:
    """Luck of each application. `queue`, `touch`, `again`: standard normal, by stage; the rest 0 to 1."""

    auto: Array
    intake: Array
    batch: Array
    queue: Array
    touch: Array
    again: Array
    supplement: Array
    supplement_wait: Array
    silent: Array
    phone: Array
    senior: Array
    patience: Array


def draws(size: int, rng: np.random.Generator) -> Draws:
    """Luck for so many applications."""
    return Draws(
        auto=rng.random(size),
        intake=rng.normal(size=size),
        batch=rng.normal(size=size),
        queue=rng.normal(size=(4, size)),
        touch=rng.normal(size=(4, size)),
        again=rng.normal(size=(2, size)),
        supplement=rng.random(size),
        supplement_wait=rng.normal(size=size),
        silent=rng.random(size),
        phone=rng.random(size),
        senior=rng.random(size),
        patience=rng.random(size),
    )


def some(luck: Draws, rows: Array) -> Draws:
    """The luck of some of the applications."""
    return Draws(**{name: values[..., rows] for name, values in vars(luck).items()})


@dataclass(frozen=True, kw_only=True)
class Stage:
    """One kind of step: who reaches it, and when they queue, start and end (moments)."""

    activity: str
    resource: str
    reached: Array
    queued: Array
    started: Array
    ended: Array


@dataclass(frozen=True, kw_only=True)
class Course:
    """What became of each application. `ended`: the moment the wait ends; `auto`: bool; `outcome`: index of
    words.OUTCOME."""

    ended: Array
    outcome: Array
    auto: Array
    stages: tuple[Stage, ...]


def run(columns: Columns, luck: Draws, world: World, month: int, *, ai: Array, redesign: Array) -> Course:
    """Send submitted applications through the approval, with the two initiatives built up as far as given."""
    submitted = columns["submitted"]
    size = len(submitted)
    everyone = np.ones(size, bool)
    checked = submitted + INTAKE_MINUTES * np.exp(0.5 * luck.intake)
    stages = [
        Stage(
            activity="intake_check",
            resource="system",
            reached=everyone,
            queued=submitted,
            started=submitted + 0.2,
            ended=checked,
        )
    ]
    slow = market.busy_factor(month) * np.exp(_place_wait(world, month, columns))
    auto = luck.auto < _chance_of_auto(columns, ai)
    machine = checked + AUTO_MINUTES * np.exp(1.0 * luck.batch)
    stages.append(
        Stage(
            activity="auto_decision",
            resource="system",
            reached=auto,
            queued=checked,
            started=machine - 0.4,
            ended=machine,
        )
    )
    human, silent, asked = _by_hand(
        columns, luck, slow, redesign=redesign, checked=checked, manual=~auto, stages=stages
    )
    decided = np.where(auto, machine, human)
    patience = submitted + DAY * PATIENCE_DAYS * (-np.log(luck.patience)) ** (1 / PATIENCE_SHAPE)
    expires = asked + EXPIRY_DAYS * DAY
    approved = columns["credit"] < APPROVAL_BY_BAND[columns["band"]]
    outcome = np.where(approved, APPROVED, DECLINED)
    outcome = np.where(silent, EXPIRED, np.where(patience < decided, WITHDRAWN, outcome))
    ended = np.where(silent, expires, np.minimum(decided, patience))
    return Course(ended=ended, outcome=outcome, auto=auto & (outcome <= DECLINED), stages=tuple(stages))


def _chance_of_auto(columns: Columns, ai: Array) -> Array:
    base = AUTO_BY_BAND[columns["band"]]
    channel = columns["channel"]
    logit = np.log(base / (1 - base)) + np.where((channel == APP) | (channel == WEB), 0.35, -0.12)
    logit = logit + BY_CODE["ai_approval"].effects["auto_logit"] * ai
    return np.asarray(1 / (1 + np.exp(-logit)))


def _by_hand(
    columns: Columns,
    luck: Draws,
    slow: Array,
    *,
    redesign: Array,
    checked: Array,
    manual: Array,
    stages: list[Stage],
) -> tuple[Array, Array, Array]:
    """Add the stages of people; when they decide, who never answers, and when those were asked."""
    effects = BY_CODE["process_redesign"].effects
    slow = slow * np.exp(effects["queue_ln"] * redesign)
    handy = np.exp(effects["touch_ln"] * redesign)

    def work(activity: str, number: int, reached: Array, ready: Array, noise: tuple[Array, Array]) -> Array:
        queued = business(ready)
        start = queued + QUEUE[number] * slow * np.exp(QUEUE_SPREAD * noise[0])
        touch = TOUCH[number] * handy * np.exp(TOUCH_SPREAD * noise[1])
        # What would not be finished today is begun tomorrow morning.
        today = np.floor(start / SPAN) * SPAN
        start = np.where(start + touch > today + SPAN, today + SPAN, start)
        begun = wall(start)
        done = begun + touch
        stages.append(
            Stage(
                activity=activity, resource="human", reached=reached, queued=ready, started=begun, ended=done
            )
        )
        return np.where(reached, done, ready)

    channel = columns["channel"]
    ready = work("document_review", 0, manual, checked, (luck.queue[0], luck.touch[0]))
    incomplete = np.where((channel == DEALER) | (channel == PARTNER), 0.36, 0.26)
    lacking = manual & (luck.supplement < incomplete * np.exp(effects["supplement_ln"] * redesign))
    silent = lacking & (luck.silent < NEVER_ANSWERS)
    asked = ready
    answered = ready + SUPPLEMENT_MINUTES * np.exp(1.0 * luck.supplement_wait)
    answered = np.where(silent, asked + 400 * DAY, answered)
    by_partner = (channel == DEALER) & (luck.phone < 0.55)
    for who, kind in ((lacking & ~by_partner, "applicant"), (lacking & by_partner, "partner")):
        stages.append(
            Stage(
                activity=f"documents_from_{kind}",
                resource=kind,
                reached=who,
                queued=asked,
                started=asked + 1.0,
                ended=answered,
            )
        )
    going_on = manual & ~silent
    ready = np.where(lacking & going_on, answered, asked)
    ready = work("document_review", 0, lacking & going_on, ready, (luck.again[0], luck.again[1]))
    ready = work("phone_check", 1, going_on & (luck.phone < 0.45), ready, (luck.queue[1], luck.touch[1]))
    ready = work("underwriting", 2, going_on, ready, (luck.queue[2], luck.touch[2]))
    large = (columns["amount"] > 180_000) | (columns["band"] >= 3)
    senior = going_on & (luck.senior < np.where(large, 0.38, 0.10))
    ready = work("senior_review", 3, senior, ready, (luck.queue[3], luck.touch[3]))
    return ready, silent, asked


def _place_wait(world: World, month: int, columns: Columns) -> Array:
    """How much slower than elsewhere: the region, this month, and the partner that sends the papers."""
    partner = columns["partner"]
    of_partner = np.where(partner >= 0, world.partners.wait[partner], 0.0)
    return np.asarray(world.wait[month + HISTORY, columns["region"]] + of_partner)
