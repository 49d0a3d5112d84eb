"""Surveys: who is asked about what, how satisfied they are, and who answers.

Satisfaction is a number: noise on top of what is `felt`; 4 or 5 of 5 where it is above 0. The unhappy answer
less, so the answers look better than the company is.
"""

import numpy as np

from demo.applying.applications import Columns, concatenate, take
from demo.applying.intake import Intake
from demo.applying.process import APPROVED, DECLINED
from demo.service.contacts import ABANDONED, SOLVED, Contacts
from demo.setting.initiatives import BY_CODE
from demo.setting.timeline import CUT_OFF, DAY, HISTORY, Array, first_day
from demo.setting.world import World

APPROVAL, CONTRACT, SERVICE, RELATIONSHIP = range(4)
CSAT, NPS, CES = range(3)
ASKED = {"approval": 0.55, "contract": 0.45, "service": 0.95, "relationship": 0.0040}
STEPS = np.array([-1.25, -0.65, 0.0, 0.85])  # satisfaction from which a score of 2, 3, 4, 5 is given
STEPS_NPS = np.array([-2.1, -1.8, -1.5, -1.2, -0.9, -0.6, -0.3, 0.1, 0.5, 1.15])  # 1 … 10
ANSWER_LOGIT, ANSWER_BY_SATISFACTION = -1.22, 0.50
DIGITAL_ANSWERS, ANSWER_DAYS = 0.35, 3.0


def about_approval(intake: Intake, world: World, month: int, rng: np.random.Generator) -> Columns:
    """Surveys after the end of an approval and after funding."""
    sent = take(intake.columns, intake.submitted)
    ended = np.flatnonzero((sent["outcome"] >= 0) & (rng.random(len(sent["outcome"])) < ASKED["approval"]))
    signed = ~np.isnan(sent["funded"]) & (rng.random(len(sent["outcome"])) < ASKED["contract"])
    approval, contract = take(sent, ended), take(sent, np.flatnonzero(signed))
    first = feel_about_approval(approval, approval["decided"] - approval["submitted"], world, month)
    took = (contract["funded"] - contract["decided"]) / DAY
    second = 0.90 - 0.18 * np.log1p(took) + _place(world, month, contract["region"])
    return join(
        [
            _ask(approval, APPROVAL, first, approval["decided"], rng),
            _ask(contract, CONTRACT, second, contract["funded"], rng),
        ]
    )


def feel_about_approval(columns: Columns, wait: Array, world: World, month: int) -> Array:
    """What applicants feel after so many minutes, given the outcome."""
    outcome = columns["outcome"]
    by_outcome = np.where(outcome == APPROVED, 1.12, np.where(outcome == DECLINED, 0.22, 0.02))
    return by_outcome - 0.40 * np.log1p(wait / DAY) + _place(world, month, columns["region"])


def about_service(
    contacts: Contacts, live: Columns, numbers: Array, *, world: World, month: int, rng: np.random.Generator
) -> Columns:
    """Surveys after a contact with customer service. `numbers`: the contacts' numbers."""
    chosen = rng.random(len(numbers)) < ASKED["service"]
    c, rows = take(contacts.columns, chosen), contacts.columns["live"][chosen]
    felt = feel_about_service(c, world, month)
    size = len(rows)
    empty = np.full(size, -1)
    of = {
        "customer": live["customer"][rows],
        "partner": empty,
        "number": empty,
        "number_day": empty,
        "product": live["product"][rows],
        "region": c["region"],
        "channel": live["channel"][rows],
    }
    ended = np.where(np.isnan(c["resolved"]), c["opened"] + DAY, c["resolved"])
    asked = _ask(
        of, SERVICE, felt + c["smart"] * BY_CODE["smart_service"].effects["satisfaction"], ended, rng
    )
    asked["contact"] = numbers[chosen]
    asked["kind"] = np.where(rng.random(size) < 0.15, CES, CSAT)
    asked["felt_without"] = felt
    return asked


def feel_about_service(c: Columns, world: World, month: int) -> Array:
    """What customers feel after a contact, smart service apart."""
    hours = np.nan_to_num((c["resolved"] - c["opened"]) / 60, nan=72.0)
    outcome = np.where(c["outcome"] == SOLVED, 0.60, np.where(c["outcome"] == ABANDONED, -0.1, -0.2))
    return outcome - 0.10 * np.log1p(hours) - 0.5 * c["complaint"] + _place(world, month, c["region"])


def about_the_relationship(live: Columns, world: World, month: int, rng: np.random.Generator) -> Columns:
    """The yearly question whether customers would recommend the company (0 to 10)."""
    rows = np.flatnonzero(rng.random(len(live["loan"])) < ASKED["relationship"])
    of = {name: live[name][rows] for name in ("customer", "product", "region", "channel")}
    empty = np.full(len(rows), -1)
    of |= {"partner": empty, "number": empty, "number_day": empty}
    felt = 0.75 - 0.8 * (live["late"][rows] > 0) + _place(world, month, of["region"])
    moment = (
        (first_day(month) + 8 + rng.integers(0, 12, len(rows))) * DAY + 600 + rng.integers(0, 480, len(rows))
    )
    asked = _ask(of, RELATIONSHIP, felt, moment, rng)
    asked["kind"] = np.full(len(rows), NPS)
    asked["score"] = np.searchsorted(STEPS_NPS, asked["satisfaction"], side="right")
    return asked


def _place(world: World, month: int, region: Array) -> Array:
    return np.asarray(world.satisfaction[month + HISTORY][region.astype(np.int64)])


def _ask(of: Columns, touchpoint: int, felt: Array, after: Array, rng: np.random.Generator) -> Columns:
    """Surveys sent within a day or so; satisfaction, score, and the answer where there is one."""
    size = len(felt)
    satisfaction = felt + rng.normal(size=size)
    sent = after + DAY * (0.1 + 0.9 * rng.random(size))
    digital = (of["channel"] == 1) | (of["channel"] == 2)
    logit = ANSWER_LOGIT + ANSWER_BY_SATISFACTION * satisfaction + DIGITAL_ANSWERS * digital
    answered = rng.random(size) < 1 / (1 + np.exp(-logit))
    moment = sent + DAY * ANSWER_DAYS * rng.exponential(1.0, size) * np.exp(rng.normal(0, 0.5, size))
    answered &= moment < CUT_OFF
    return {
        **{name: of[name] for name in ("customer", "partner", "number", "number_day", "product", "region")},
        "channel": of["channel"],
        "kind": np.full(size, CSAT),
        "touchpoint": np.full(size, touchpoint),
        "contact": np.full(size, -1),
        "sent": sent,
        "answered": np.where(answered, moment, np.nan),
        "score": np.searchsorted(STEPS, satisfaction, side="right") + 1,
        "satisfaction": satisfaction,
        "felt": felt,
        "felt_without": felt,
    }


def join(parts: list[Columns]) -> Columns:
    """Surveys of several kinds in the order they were sent, up to the cut-off."""
    columns = concatenate(parts)
    columns = take(columns, columns["sent"] < CUT_OFF)
    return take(columns, np.argsort(columns["sent"], kind="stable"))
