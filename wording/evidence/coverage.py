"""How far the roll-out of an initiative has come, in words."""

from warehouse.effects.coverage import COMPANY, Course
from wording.words import Language, say


def describe_reach(course: Course, language: Language) -> str:
    """Return in how many of its units an initiative is live now: 27 of 31, or that it reached the whole company."""
    if course.unit_kind == COMPANY:
        return say("rollout.everywhere", language)
    live = course.months[-1].live
    return say("rollout.of", language, n=str(live), all=str(course.units))
