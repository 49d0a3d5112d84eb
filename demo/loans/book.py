"""The loan book: contracts as they were signed, and the state of those still on the books."""

import numpy as np

from demo.applying.applications import Columns, pick, take
from demo.setting.codes import CLOSE_REASON
from demo.setting.growing import Growing
from demo.setting.initiatives import BY_CODE
from demo.setting.timeline import HISTORY, Array, first_day, month_of
from demo.setting.world import World

TERMS = np.array([12, 24, 36, 48, 60])
TERM_SHARES = np.array([0.10, 0.22, 0.42, 0.10, 0.16])
DUE_DAYS = np.array([5, 10, 15, 20, 25])  # so that month ends never fall between two buckets of days
RATE_BY_BAND = np.array([0.048, 0.058, 0.071, 0.089, 0.112])
RATE_BY_PRODUCT = np.array([0.0, 0.014, -0.008])
RISK_BY_BAND = np.array([-1.05, -0.50, 0.0, 0.50, 1.0])
RISK_BY_PRODUCT = np.array([0.0, 0.22, -0.05])
RISK_BY_CHANNEL = np.array([0.0, 0.10, 0.12, 0.05])
CANCELLED = 0.004  # of new contracts, within a week

REASONS = tuple(CLOSE_REASON)
OPEN = -1

SIGNED = {
    **dict.fromkeys(("application", "application_day", "customer", "partner", "disbursed"), "i4"),
    **dict.fromkeys(("first_due", "first_paid", "transferred", "closed", "vehicle"), "i4"),
    **dict.fromkeys(("product", "channel", "region", "band", "reason"), "i1"),
    "principal": "i8",
    "rate": "f8",
    "term": "i2",
    "still_pays": "?",
}
LIVE = {
    **dict.fromkeys(("loan", "customer", "due_day"), "i4"),
    **dict.fromkeys(("start", "term", "paid", "shift", "late"), "i2"),
    **dict.fromkeys(("region", "product", "channel"), "i1"),
    **dict.fromkeys(("balance", "instalment"), "i8"),
    "rate": "f8",
    **dict.fromkeys(("risk", "quality"), "f4"),
    **dict.fromkeys(("restructured", "sold"), "?"),
}


class Book:
    """`signed`: one row per contract ever (money in cents, days as numbers, -1 = not yet or never).

    `still_pays`: written off, and cash came in during the delivered months.
    `live`: columns of the contracts on the books. `start`: month of disbursement; `paid`: instalments paid;
    `late`: months past due; `shift`: months the schedule was put off; `risk`, `quality`: ln; `balance`,
    `instalment`: cents; `rate`: a month.
    """

    def __init__(self) -> None:
        self.signed = Growing(SIGNED)
        self.live: Columns = {name: np.empty(0, kind) for name, kind in LIVE.items()}

    def sign(self, funded: Columns, world: World, rng: np.random.Generator) -> Array:
        """New contracts from funded applications; their numbers.

        `funded`: as in `applications.apply_in`, and customer, number, number_day, disbursed (day).
        """
        size = len(funded["region"])
        band, product = funded["band"], funded["product"]
        principal = np.round(funded["amount"] * np.clip(rng.normal(0.96, 0.05, size), 0.7, 1.0), -2)
        rate = RATE_BY_BAND[band] + RATE_BY_PRODUCT[product] + rng.normal(0, 0.004, size)
        rate = np.round(np.clip(rate, 0.019, 0.18), 4)
        due_day = DUE_DAYS[rng.integers(0, 5, size)]
        month = month_of(funded["disbursed"])
        first_due = _first_days(month + 1) + due_day - 1
        value = np.round(principal / np.clip(rng.normal(0.72, 0.10, size), 0.3, 1.05), -2)
        signed = {
            "application": funded["number"],
            "application_day": funded["number_day"],
            **{name: funded[name] for name in ("customer", "partner", "disbursed", "product", "channel")},
            **{name: funded[name] for name in ("region", "band")},
            "first_due": first_due,
            **dict.fromkeys(("first_paid", "transferred", "closed", "reason"), np.full(size, -1)),
            "vehicle": value,
            "principal": principal * 100,
            "rate": rate,
            "term": TERMS[pick(rng, TERM_SHARES, size)],
            "still_pays": np.zeros(size, bool),
        }
        loans = self.signed.append(signed)
        self._start(loans, signed, due_day, world, rng)
        return loans

    def _start(
        self,
        loans: Array,
        signed: Columns,
        due_day: Array,
        world: World,
        rng: np.random.Generator,
    ) -> None:
        month = month_of(signed["disbursed"])
        monthly = signed["rate"] / 12
        instalment = signed["principal"] * monthly / (1 - (1 + monthly) ** -signed["term"].astype(float))
        partner, region = signed["partner"], signed["region"]
        risk = (
            RISK_BY_BAND[signed["band"]]
            + RISK_BY_PRODUCT[signed["product"]]
            + RISK_BY_CHANNEL[signed["channel"]]
            + np.where(partner >= 0, world.partners.risk[partner], 0.0)
            + rng.normal(0, 0.3, len(loans))
        )
        better = BY_CODE["ai_approval"].effects["formation_origination_ln"]
        new = {
            "loan": loans,
            **{name: signed[name] for name in ("customer", "region", "product", "channel", "term", "rate")},
            "start": month,
            **dict.fromkeys(("paid", "shift", "late"), np.zeros(len(loans))),
            "due_day": due_day,
            "balance": signed["principal"],
            "instalment": np.ceil(instalment),
            "rate": monthly,
            "risk": risk,
            "quality": better * world.built_up["ai_approval"][month + HISTORY, region],
            **dict.fromkeys(("restructured", "sold"), np.zeros(len(loans), bool)),
        }
        cancelled = rng.random(len(loans)) < CANCELLED
        days = signed["disbursed"] + rng.integers(1, 8, len(loans))
        cancelled &= month_of(days) == month
        self.close(loans[cancelled], days[cancelled], np.full(cancelled.sum(), REASONS.index("cancelled")))
        kept = take(new, ~cancelled)
        self.live = {n: np.concatenate((old, kept[n].astype(old.dtype))) for n, old in self.live.items()}

    def select_delivered(self) -> Array:
        """Contracts that the company still had on file at the first delivered month."""
        signed = self.signed
        return (signed["closed"] < 0) | (signed["closed"] >= first_day(0)) | signed["still_pays"]

    def close(self, loans: Array, days: Array, reasons: Array) -> None:
        """Note the day and the reason these contracts ended."""
        self.signed["closed"][loans] = days
        self.signed["reason"][loans] = reasons

    def keep(self, mask: Array) -> None:
        """Drop the contracts that ended from the live ones."""
        self.live = take(self.live, mask)


def _first_days(months: Array) -> Array:
    first = int(np.min(months, initial=0))
    table = np.array([first_day(m) for m in range(first, int(np.max(months, initial=0)) + 1)])
    return np.asarray(table[months - first])
