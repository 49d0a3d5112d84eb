"""Steps of work as the workflow system exports them: one row per step, in the order of the steps."""

from dataclasses import dataclass

import numpy as np

from demo.applying.process import Course
from demo.setting.codes import ACTIVITY, RESOURCE_KIND
from demo.setting.timeline import CUT_OFF, Array

# Persons at work, per 1,000 applications a month and activity.
STAFF = {"document_review": 2.6, "phone_check": 2.0, "underwriting": 4.4, "senior_review": 1.4}


@dataclass(frozen=True, kw_only=True)
class Steps:
    """One entry per step, steps of one application together.

    `row`: which application; `activity`, `kind`: indices of the words; `person`: number of the employee or
    system account, -1 for applicants and partners; moments in `queued`, `started`, `ended` (nan = under way).
    """

    row: Array
    activity: Array
    kind: Array
    person: Array
    queued: Array
    started: Array
    ended: Array


def steps_of(course: Course, volume: float, rng: np.random.Generator) -> Steps:
    """The steps that were begun before the application ended and before the cut-off.

    `volume`: applications of the month, which decides how many people share the work.
    """
    stop = np.minimum(course.ended, CUT_OFF)
    begun = np.stack([stage.reached & (stage.started < stop) for stage in course.stages])
    before: Array = np.cumsum(begun, axis=0) - begun
    offset = np.concatenate(([0], np.cumsum(begun.sum(axis=0))))
    total = int(offset[-1])
    out: dict[str, Array] = {n: np.empty(total, np.int64) for n in ("row", "activity", "kind", "person")}
    out |= {n: np.empty(total) for n in ("queued", "started", "ended")}
    activities, kinds = list(ACTIVITY), list(RESOURCE_KIND)
    for number, stage in enumerate(course.stages):
        rows = np.flatnonzero(begun[number])
        at = offset[rows] + before[number][rows]
        ended = np.minimum(stage.ended[rows], course.ended[rows])
        out["row"][at] = rows
        out["activity"][at] = activities.index(stage.activity)
        out["kind"][at] = kinds.index(stage.resource)
        out["person"][at] = _who(stage.activity, stage.resource, len(rows), volume, rng)
        out["queued"][at], out["started"][at] = stage.queued[rows], stage.started[rows]
        out["ended"][at] = np.where(ended < CUT_OFF, ended, np.nan)
    return Steps(**out)


def _who(activity: str, resource: str, size: int, volume: float, rng: np.random.Generator) -> Array:
    """Employee numbers: teams by activity, in ranges that do not meet; 1 and 2 are system accounts."""
    if resource == "system":
        return np.full(size, 1 if activity == "intake_check" else 2)
    if resource != "human":
        return np.full(size, -1)
    team = list(STAFF).index(activity)
    people = max(2, round(STAFF[activity] * volume / 1000))
    return 10_000 * (team + 1) + rng.integers(0, people, size)
