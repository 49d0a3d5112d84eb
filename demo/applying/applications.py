"""Who applies in a month: new applicants, customers who come back, and applications handed in again."""

from dataclasses import dataclass

import numpy as np

from demo.setting import market
from demo.setting.timeline import CUT_OFF, DAY, HISTORY, Array, first_day
from demo.setting.world import DEALERS, World

Columns = dict[str, Array]  # one array per column, all of the same length

DEALER, APP, WEB, PARTNER = range(4)
NEW, USED, NEV = range(3)
DRAFTS = np.array([0.03, 0.21, 0.26, 0.05])  # started, never submitted, by channel
FILLING_MINUTES = np.array([55.0, 22.0, 30.0, 40.0])  # median from start to submission, by channel
AMOUNT = np.array([98_000.0, 66_000.0, 118_000.0])  # median asked for, by product
BANDS = np.array([0.17, 0.27, 0.29, 0.17, 0.10])
RESUBMITTED = {"declined": 0.05, "withdrawn": 0.14, "expired": 0.22}


@dataclass(frozen=True, kw_only=True)
class Returning:
    """Customers who apply again: their numbers, regions, bands and ages-by-band."""

    customer: Array
    region: Array
    band: Array
    age: Array

    @staticmethod
    def nobody() -> "Returning":
        """No one."""
        none = np.zeros(0, np.int64)
        return Returning(customer=none, region=none, band=none, age=none)


def concatenate(parts: list[Columns]) -> Columns:
    """Rows of several parts under one another."""
    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}


def take(columns: Columns, rows: Array) -> Columns:
    """Some rows (a mask or indices)."""
    return {name: values[rows] for name, values in columns.items()}


def pick(rng: np.random.Generator, shares: Array, size: int) -> Array:
    """Indices drawn with these shares."""
    cumulative = np.cumsum(shares)
    return np.asarray(np.searchsorted(cumulative, rng.random(size) * cumulative[-1], side="right"))


def apply_in(month: int, world: World, back: Returning, rng: np.random.Generator) -> Columns:
    """New and returning applications of a month, drafts among them.

    region, product, channel, band, age: indices. partner, customer, parent: index or -1. started, submitted:
    moments, nan where not known or never. amount: currency. credit: 0 to 1, low is good. online: bool.
    """
    new = round(world.applications_at_start * market.volume(month) * (1 + rng.normal(0, 0.008)))
    total = new + len(back.customer)
    region = np.concatenate((pick(rng, world.weight, new), back.region))
    band = np.concatenate((pick(rng, BANDS, new), np.maximum(back.band - (rng.random(total - new) < 0.3), 0)))
    product = pick(rng, np.array(market.product_shares(month)), total)
    age = np.concatenate((pick(rng, np.array([0.13, 0.36, 0.29, 0.16, 0.06]), new), back.age))
    channel = _channels(month, world, (region, product, age), rng)
    started, submitted = _moments(month, channel, rng)
    amount = AMOUNT[product] * np.exp(rng.normal(0, 0.42, total)) * (1.12 - 0.05 * band)
    return {
        "region": region,
        "product": product,
        "channel": channel,
        "partner": _partner_of(month, world, region, channel, rng),
        "band": band,
        "age": age,
        "customer": np.concatenate((np.full(new, -1), back.customer)),
        "parent": np.full(total, -1),
        "parent_day": np.full(total, -1),
        "started": started,
        "submitted": submitted,
        "amount": np.clip(np.round(amount, -2), 10_000, 600_000),
        "credit": rng.random(total),
        "online": ((channel == APP) | (channel == WEB)) & (rng.random(total) < 0.30 + 0.006 * max(month, 0)),
    }


def _channels(month: int, world: World, drawn: tuple[Array, Array, Array], rng: np.random.Generator) -> Array:
    """Channels by the region's and the applicant's liking for digital. `drawn`: region, product, age."""
    region, product, age = drawn
    dealer, app, web, partner = market.channel_shares(month)
    tilt = np.exp(world.digital[region] + 0.25 * (product == NEV) - 0.20 * (age - 1.7))
    digital = (app + web) * tilt
    digital = np.minimum(digital / (digital + dealer + partner), 0.85)
    u = rng.random(len(region))
    is_digital = u < digital
    rest = (u - digital) / (1 - digital)
    inside = rng.random(len(region)) < app / (app + web)
    other = np.where(rest < dealer / (dealer + partner), DEALER, PARTNER)
    return np.where(is_digital, np.where(inside, APP, WEB), other)


def _partner_of(month: int, world: World, region: Array, channel: Array, rng: np.random.Generator) -> Array:
    """The partner an application came through: a dealer of the region, another partner, or none (-1)."""
    partners = world.partners
    there = np.where(partners.joined <= first_day(month), partners.size, 0.0)
    dealers = np.concatenate(([0.0], np.cumsum(there[:DEALERS])))
    first = np.searchsorted(partners.region[:DEALERS], np.arange(len(world.weight)))
    last = np.concatenate((first[1:], [DEALERS]))
    low, high = dealers[first][region], dealers[last][region]
    u = rng.random(len(region))
    dealer = np.searchsorted(dealers, low + u * (high - low), side="right") - 1
    dealer = np.clip(dealer, first[region], last[region] - 1)
    others = DEALERS + pick(rng, there[DEALERS:], len(region))
    names_dealer = (channel == DEALER) | (
        ((channel == APP) | (channel == WEB)) & (rng.random(len(region)) < 0.3)
    )
    return np.where(channel == PARTNER, others, np.where(names_dealer, dealer, -1))


def _moments(month: int, channel: Array, rng: np.random.Generator) -> tuple[Array, Array]:
    size = len(channel)
    days = pick(rng, market.day_weights(month), size)
    digital = (channel == APP) | (channel == WEB)
    evening = np.clip(rng.normal(20.3, 1.6, size), 0, 23.98)
    daytime = 8.5 + 11 * rng.beta(1.7, 1.9, size)
    hour = np.where(digital & (rng.random(size) < 0.45), evening, daytime)
    submitted = market.moments_in(month, days, hour * 60)
    slow = (rng.random(size) < 0.12) * rng.exponential(1.1 * DAY, size)
    filling = FILLING_MINUTES[channel] * np.exp(rng.normal(0, 0.6, size)) + slow
    draft = rng.random(size) < DRAFTS[channel]
    started = np.where(draft, submitted, submitted - filling)
    unknown = ~draft & ((channel == DEALER) & (rng.random(size) < 0.25))
    return np.where(unknown, np.nan, started), np.where(draft, np.nan, submitted)


def hand_in_again(ended: Columns, rng: np.random.Generator) -> Columns:
    """Applications that replace some of those that failed, submitted days after they ended.

    `ended`: columns of `apply_in` with `number`, `outcome` (index of words.OUTCOME, -1 open) and `decided`.
    """
    chances = np.array([0.0, *RESUBMITTED.values(), 0.0])  # the last serves -1
    # What an employee would not know by the cut-off has not happened.
    rows = np.flatnonzero(rng.random(len(ended["outcome"])) < chances[ended["outcome"]])
    again = take(ended, rows)
    later = again["decided"] + DAY * (0.3 + rng.exponential(3.0, len(rows)))
    keep = later < CUT_OFF
    filling = FILLING_MINUTES[again["channel"]] * 0.6
    again["parent"], again["parent_day"] = again["number"], again["number_day"]
    again["submitted"], again["started"] = later, later - filling
    again["credit"] = again["credit"] * 0.8
    return take({name: again[name] for name in COLUMNS}, keep)


COLUMNS = (
    *("region", "product", "channel", "partner", "band", "age", "customer", "parent", "parent_day"),
    *("started", "submitted", "amount", "credit", "online"),
)


def in_force(world: World, code: str, columns: Columns) -> Array:
    """How far an initiative is built up for each application, by its month of submission and region."""
    from_day = np.floor(np.nan_to_num(columns["submitted"], nan=0.0) / DAY).astype(np.int64)
    months = from_day.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64) - 612
    rows = np.clip(months + HISTORY, 0, world.built_up[code].shape[0] - 1)
    return world.built_up[code][rows, columns["region"]]
