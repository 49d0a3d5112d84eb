"""What the initiatives truly did, measured on the same luck with one of them switched off.

Cells are months (0 = 2021-01) × regions. A measure is a mean: sums and counts are kept with the initiative
and without it, so that the difference of means is the effect on exactly what a panel would show.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np

from demo.applying import process
from demo.applying.applications import Columns, take
from demo.applying.intake import Intake, tools
from demo.applying.process import APPROVED, DECLINED, Course
from demo.service.surveys import feel_about_approval
from demo.setting import regions
from demo.setting.initiatives import BY_CODE, NEVER
from demo.setting.timeline import AFTER, BEFORE, DAY, MONTHS, Array, month_number
from demo.setting.world import World

SAMPLE = 4_000  # applications a month sent through the process twice more
EVENT_MONTHS = 24
# The KPI each measure belongs to; effects on `ln` measures are those of a panel of logarithms.
KPI = {
    "approval_time_ln_mean": "approval_time_median",
    "gave_up": "gave_up_30d",
    "touch_minutes_mean": "touch_time_mean",
    "funding_working_minutes": "funding_time_median",
    "npl_formation": "npl_rate",
    "left_early": "churn_rate",
    "first_response_ln_mean": "first_response_median",
    "compliance_check_working_minutes": "compliance_check_median",
    "operating_cost_of_the_house": "operating_cost",
    "csat_of_touchpoint_approval": "csat",
    "csat_of_touchpoint_service": "csat",
}
_SHAPE = (MONTHS, len(regions.CODES))


def chance_of_top_score(felt: Array) -> Array:
    """Chance that someone who feels so gives one of the two best scores: the normal distribution function.

    Abramowitz and Stegun 26.2.17, absolute error below 7.5e-8 (importing scipy for it takes most of a second).
    """
    t = 1 / (1 + 0.2316419 * np.abs(felt))
    terms = (0.319381530, -0.356563782, 1.781477937, -1.821255978, 1.330274429)
    tail = np.exp(-felt * felt / 2) / np.sqrt(2 * np.pi) * sum(b * t ** (n + 1) for n, b in enumerate(terms))
    chance: Array = np.where(felt >= 0, 1 - tail, tail)
    return chance


class Effects:
    """Sums by (initiative, measure): with, count with, without, count without."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._cells: dict[tuple[str, str], Array] = {}
        self.scale: dict[str, str] = {}

    def add(
        self, code: str, measure: str, scale: str, month: int, parts: Mapping[str, tuple[Array, Array, Array]]
    ) -> None:
        """Add a month. `parts`: "with" and "without" → values, regions, and which rows count (bool)."""
        self.scale[measure] = scale
        cells = self._cells.setdefault((code, measure), np.zeros((4, *_SHAPE)))
        for offset, name in ((0, "with"), (2, "without")):
            values, region, counts = parts[name]
            where = region[counts].astype(np.int64)
            cells[offset, month] += np.bincount(where, values[counts], _SHAPE[1])
            cells[offset + 1, month] += np.bincount(where, None, _SHAPE[1])

    def add_known(
        self, code: str, measure: str, scale: str, month: int, *, mean: Array, weight: Array
    ) -> None:
        """Add a month of an effect that is known exactly, per region, and the weight of each region."""
        self.scale[measure] = scale
        cells = self._cells.setdefault((code, measure), np.zeros((4, *_SHAPE)))
        cells[0, month], cells[1, month], cells[3, month] = mean * weight, weight, weight

    def approvals(self, intake: Intake, month: int) -> None:
        """Measure AI approval and the redesign on a sample of a month's applications."""
        world = self._world
        sent = take(intake.columns, intake.submitted)
        size = len(intake.submitted)
        rows = np.arange(0, size, max(1, -(-size // SAMPLE)))
        sent, luck = take(sent, rows), process.some(intake.luck, rows)
        ai, redesign = tools(world, sent)
        actual = process.run(sent, luck, world, month, ai=ai, redesign=redesign)
        for code in ("ai_approval", "process_redesign"):
            without_ai = code == "ai_approval"
            other = process.run(
                sent,
                luck,
                world,
                month,
                ai=np.zeros(len(rows)) if without_ai else ai,
                redesign=redesign if without_ai else np.zeros(len(rows)),
            )
            self._compare(code, month, sent, actual, other)

    def _compare(self, code: str, month: int, sent: Columns, actual: Course, other: Course) -> None:
        region = sent["region"]

        def both(value: Any, counts: Any) -> dict[str, tuple[Array, Array, Array]]:
            return {n: (value(c), region, counts(c)) for n, c in (("with", actual), ("without", other))}

        def wait(c: Course) -> Array:
            return c.ended - sent["submitted"]

        def stays(c: Course) -> Array:
            return c.outcome <= DECLINED

        def all_of(c: Course) -> Array:
            return np.ones(len(region), bool)

        def feels(c: Course) -> Array:
            return chance_of_top_score(
                feel_about_approval(sent | {"outcome": c.outcome}, wait(c), self._world, month)
            )

        for measure, scale, value, counts in (
            ("approval_time_ln_mean", "ln", lambda c: np.log(np.minimum(wait(c), 30 * DAY)), stays),
            ("decided_within_24h", "points", lambda c: stays(c) & (wait(c) <= DAY), all_of),
            ("gave_up", "points", lambda c: ~stays(c), all_of),
            ("approval_rate", "points", lambda c: c.outcome == APPROVED, stays),
            ("automated_rate", "points", lambda c: c.auto, stays),
            ("touch_minutes_mean", "minutes", _touch, all_of),
            ("csat_of_touchpoint_approval", "points", feels, all_of),
        ):
            self.add(code, measure, scale, month, both(value, counts))

    def report(self) -> dict[str, dict[str, Any]]:
        """Per initiative and measure: KPI, scale, profile by months since go-live, and the after window.

        `after_where_live`: over the regions that went live; `after_whole_company`: over all, each with its
        share of the before window, so a contribution to the company's change.
        """
        out: dict[str, dict[str, Any]] = {}
        for (code, measure), cells in self._cells.items():
            about = {"kpi": KPI.get(measure, measure), "scale": self.scale[measure]}
            out.setdefault(code, {})[measure] = about | self._summary(code, cells)
        return out

    def _summary(self, code: str, cells: Array) -> dict[str, Any]:
        live = self._world.rollouts.live[code]
        since = np.arange(MONTHS)[:, None] - live[None, :]
        after, before = _window(AFTER), _window(BEFORE)
        profile = [_difference(cells[:, since == k]) for k in range(EVENT_MONTHS)]
        weight = cells[3, before].sum(axis=0) if cells[3, before].sum() else cells[3, after].sum(axis=0)
        by_region = [_difference(cells[:, after, r]) for r in range(_SHAPE[1])]
        parts = [(w, e) for w, e, month in zip(weight, by_region, live, strict=True) if e is not None]
        total = sum(w for w, _ in parts)
        is_live = live < NEVER
        return {
            "profile": [None if e is None else round(e, 6) for e in profile],
            "after_where_live": _round(_difference(cells[:, after][:, :, is_live].reshape(4, -1))),
            "after_whole_company": _round(sum(w * e for w, e in parts) / total if total else None),
        }


def _touch(c: Course) -> Array:
    """Working minutes people spent on each application, as far as they got."""
    minutes = np.zeros(len(c.ended))
    for stage in c.stages:
        if stage.resource == "human":
            until = np.minimum(stage.ended, c.ended)
            minutes += np.where(stage.reached, np.maximum(until - stage.started, 0.0), 0.0)
    return minutes


def _window(months: tuple[str, str]) -> slice:
    return slice(month_number(months[0]), month_number(months[1]) + 1)


def _difference(cells: Array) -> float | None:
    """Mean with less mean without, over cells (4 × any)."""
    s1, n1, s0, n0 = (float(part.sum()) for part in cells)
    return s1 / n1 - s0 / n0 if n1 and n0 else None


def _round(value: float | None) -> float | None:
    return None if value is None else round(value, 6)


def ramp(code: str, parameter: str, world: World, row: int) -> Array:
    """The size of a parameter in force in each region."""
    return np.asarray(BY_CODE[code].effects[parameter] * world.built_up[code][row])
