"""Contacts with customer service: who calls about what, who answers, how long it takes."""

from dataclasses import dataclass

import numpy as np

from demo.applying.applications import Columns, pick, take
from demo.setting import market
from demo.setting.initiatives import BY_CODE
from demo.setting.timeline import CUT_OFF, DAY, HISTORY, Array, business, wall
from demo.setting.world import World

CONTACTS_A_CONTRACT = 0.055  # a month
BEHIND_CALLS = 3.0  # contracts that are behind, times as often
TOPICS = np.array([0.34, 0.14, 0.20, 0.06, 0.16, 0.10])
TOPICS_BEHIND = np.array([0.34, 0.04, 0.06, 0.46, 0.06, 0.04])
COMPLAINTS = np.array([0.02, 0.05, 0.05, 0.11, 0.07, 0.06])  # by topic
BOT, AGENT, BOT_THEN_AGENT = range(3)
SOLVED, UNSOLVED, ABANDONED = range(3)
BOT_LOGIT, PASSED_ON = -0.85, 0.42
BOT_MINUTES = 0.2
AGENT_MINUTES = np.array([2.2, 9.0, 14.0, 6.0])  # median until an agent answers, by channel
CASE_HOURS, COMPLAINT_DAYS = 6.0, 4.5  # working time until a case, or a complaint, is resolved; medians
COMPLAINT_LIMIT_DAYS = 15
FOLLOW_UP = 0.34  # of contacts that did not solve it, another one within a week


@dataclass(frozen=True, kw_only=True)
class Contacts:
    """Contacts of a month.

    `columns`: live (row of the live contracts), region, channel, handled_by, topic, outcome (indices),
    opened, response, resolved (moments, nan), reopened, complaint (bool), handling (minutes), due (day, -1).
    `response_with`, `response_without`: minutes to the response as it was, and without smart service.
    """

    columns: Columns
    response_with: Array
    response_without: Array


def contacts_of(live: Columns, month: int, world: World, rng: np.random.Generator) -> Contacts:
    """The contacts opened by customers with a contract in a month, repeats within a week among them."""
    weight = 1 + (BEHIND_CALLS - 1) * (live["late"] > 0)
    asks = rng.random(len(weight)) < CONTACTS_A_CONTRACT * weight
    who = np.flatnonzero(asks)
    behind = live["late"][who] > 0
    topic = np.where(behind, pick(rng, TOPICS_BEHIND, len(who)), pick(rng, TOPICS, len(who)))
    days = np.floor(rng.random(len(who)) * market.days_in(month)).astype(np.int64)
    opened = market.moments_in(month, days, 60 * (8 + 14 * rng.beta(1.4, 1.8, len(who))))
    first = _handle(who, topic, opened, live=live, month=month, world=world, rng=rng)
    again = (first.columns["outcome"] != SOLVED) & (rng.random(len(who)) < FOLLOW_UP)
    later = opened[again] + DAY * (0.1 + 6.5 * rng.random(again.sum()))
    second = _handle(who[again], topic[again], later, live=live, month=month, world=world, rng=rng)
    both = {n: np.concatenate((first.columns[n], second.columns[n])) for n in first.columns}
    keep = both["opened"] < CUT_OFF
    order = np.flatnonzero(keep)[np.argsort(both["opened"][keep], kind="stable")]
    real = np.concatenate((first.response_with, second.response_with))
    without = np.concatenate((first.response_without, second.response_without))
    return Contacts(columns=take(both, order), response_with=real[order], response_without=without[order])


def _handle(
    who: Array,
    topic: Array,
    opened: Array,
    *,
    live: Columns,
    month: int,
    world: World,
    rng: np.random.Generator,
) -> Contacts:
    size = len(who)
    region = live["region"][who].astype(np.int64)
    smart = world.built_up["smart_service"][month + HISTORY][region]
    effects = BY_CODE["smart_service"].effects
    channel = pick(rng, _channel_shares(month), size)
    complaint = rng.random(size) < COMPLAINTS[topic]
    u, passed = rng.random(size), rng.random(size)
    handled = _assign_handlers(u, passed, channel, complaint, effects["bot_logit"] * smart)
    noise = rng.normal(size=size)
    response = _response(opened, channel, handled, noise, effects["response_ln"] * smart)
    unhelped = _assign_handlers(u, passed, channel, complaint, 0 * smart)
    without = _response(opened, channel, unhelped, noise, 0 * smart)
    resolved, outcome = _resolution(opened + response, handled, complaint, rng)
    handling = np.where(handled == BOT, 0.0, 6.5 * np.exp(rng.normal(0, 0.6, size)) * (1 + 1.5 * complaint))
    due = np.floor(opened / DAY).astype(np.int64) + COMPLAINT_LIMIT_DAYS
    columns = {
        "live": who,
        "region": region,
        "channel": channel,
        "handled_by": handled,
        "topic": topic,
        "outcome": np.where((outcome == SOLVED) & (resolved >= CUT_OFF), -1, outcome),
        "opened": opened,
        "response": _censor(np.where(outcome == ABANDONED, np.nan, opened + response)),
        "resolved": _censor(np.where(outcome == SOLVED, resolved, np.nan)),
        "reopened": (outcome == SOLVED) & (rng.random(size) < 0.05),
        "complaint": complaint,
        "handling": np.round(handling, 1),
        "due": np.where(complaint, due, -1),
        "smart": smart,
    }
    return Contacts(columns=columns, response_with=response, response_without=without)


def _channel_shares(month: int) -> Array:
    online = 0.28 + 0.34 / (1 + np.exp(-(month - 30) / 9))
    return np.array([0.94 - online, 0.6 * online, 0.4 * online, 0.06])


def _assign_handlers(u: Array, passed: Array, channel: Array, complaint: Array, smarter: Array) -> Array:
    logit = BOT_LOGIT + np.array([-0.5, 0.6, 0.6, -9.0])[channel] - 1.5 * complaint + smarter
    bot = u < 1 / (1 + np.exp(-logit))
    gives_up = passed < PASSED_ON * np.exp(-0.35 * smarter)
    return np.where(bot, np.where(gives_up, BOT_THEN_AGENT, BOT), AGENT)


def _response(opened: Array, channel: Array, handled: Array, noise: Array, faster: Array) -> Array:
    """Minutes until the first response: bots at once, agents from 8 to 22 o'clock (contacts come then)."""
    waiting = AGENT_MINUTES[channel] * np.exp(0.9 * noise + faster)
    return np.where(handled == AGENT, waiting, BOT_MINUTES * np.exp(0.4 * noise))


def _resolution(
    answered: Array, handled: Array, complaint: Array, rng: np.random.Generator
) -> tuple[Array, Array]:
    size = len(answered)
    u = rng.random(size)
    at_once = (rng.random(size) < np.where(handled == BOT, 0.97, 0.62)) & ~complaint
    working = np.where(complaint, COMPLAINT_DAYS * 540, CASE_HOURS * 60) * np.exp(rng.normal(0, 0.8, size))
    later = wall(business(answered) + working)
    resolved = np.where(at_once, answered + 5 * np.exp(rng.normal(0, 0.6, size)), later)
    fails = np.where(handled == BOT, 0.14, 0.07)
    outcome = np.where(u < fails, UNSOLVED, np.where(u < fails + 0.05, ABANDONED, SOLVED))
    return resolved, outcome


def _censor(moments: Array) -> Array:
    return np.where(moments < CUT_OFF, moments, np.nan)
