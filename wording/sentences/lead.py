"""The answer of a page in one line: what its leading KPI did, what that shows, and the KPI it is read with.

At most 170 letters or 80 Chinese characters; intervals, months and cases stand behind the line.
"""

from collections.abc import Sequence

from analysis.results import NO_ROWS
from warehouse.kpis.record import Kpi
from warehouse.query.answers import Change
from warehouse.query.judged import choose_estimate, classify_change, contradicts
from wording import formats
from wording.judgement import Judgement, verdict
from wording.levels import at_least, both_short, level, sides
from wording.naming import name_of, reason_words
from wording.sentences.answer import inside
from wording.words import Language, say

GUARD_WORDS = ("better", "worse", "higher", "lower", "unclear")  # the verdicts on a guard that are told


def lead(
    change: Change,
    kpi: Kpi,
    judgement: Judgement,
    movers: str,
    guard: tuple[Change, Kpi] | None,
    language: Language,
) -> str:
    """Return the line of a KPI, with a full stop.

    movers: the initiatives to which a part of the change is attributable, "" where there are none.
    """
    told = clause_of(change, kpi, language) + _evidence(judgement, movers, language)
    known = verdict(change, kpi) != "unknown"
    watched = _guard(change, kpi, guard, language) if guard is not None and known else ""
    return say("sentence.alone", language, speed=f"{told}{watched}")


def together(clauses: Sequence[str], language: Language) -> str:
    """Return clauses of several KPIs as one line, with a full stop."""
    rest = (inside(clause, language) for clause in clauses[1:])
    return say("sentence.alone", language, speed=say("lead.join", language).join((clauses[0], *rest)))


def clause_of(change: Change, kpi: Kpi, language: Language) -> str:
    """Return how far a KPI moved, the range where that is not clear, or the reason why it cannot be said."""
    name, decides = name_of(kpi, language), choose_estimate(change, kpi)
    before, after = change.before.estimate.value, change.after.estimate.value
    if before is None or after is None or decides.value is None:
        estimates = (change.before.estimate, change.after.estimate, change.absolute, decides)
        reason = next((estimate.reason for estimate in estimates if estimate.reason), NO_ROWS)
        return say("sentence.cannot_say", language, name=name, reason=reason_words(reason, language))
    says = classify_change(decides)
    unmoved = says == "unclear" and decides.lower is None  # counted, and the same
    if unmoved or both_short(change, kpi):
        return say("sentence.both", language, name=name, value=level(after, kpi, language, 0))
    values = sides(before, after, kpi, language)
    if says == "not judged":
        why = reason_words(decides.interval_reason or NO_ROWS, language)
        return say("lead.no_interval", language, name=name, values=values, reason=why)
    if says == "unclear":
        return say("lead.unclear", language, name=name, span=span_of(change, kpi, language))
    size = at_least(size_of(change, kpi, language), change, kpi, language)
    verb = f"{says}_time" if kpi.unit == "minutes" else says
    return say(f"lead.{verb}", language, name=name, size=size, values=values)


def size_of(change: Change, kpi: Kpi, language: Language) -> str:
    """Return how far a KPI moved, as on its card: points for shares, money for lifetime values, else relative."""
    decides = choose_estimate(change, kpi)
    if kpi.unit == "fraction":
        words = formats.short_points(change.absolute.value or 0.0, language)
    elif decides is change.absolute:
        words = formats.absolute_change(change.absolute.value or 0.0, kpi.unit, language)
    else:
        words = formats.relative_change(change.relative.value or 0.0)
    return formats.strip_sign(words)


def span_of(change: Change, kpi: Kpi, language: Language) -> str:
    """Return the interval of the card: in points for a share, unless that would say another thing than the words."""
    decides = choose_estimate(change, kpi)
    if kpi.unit == "fraction" and not contradicts(change.absolute, decides):
        ends = formats.interval(change.absolute.lower, change.absolute.upper, "points", language)
        return formats.bind(say("lead.points", language, ends=ends.strip("()（）")), language)
    unit = "relative" if decides is change.relative else kpi.unit
    return formats.interval(decides.lower, decides.upper, unit, language).strip("()（）")


def _evidence(judgement: Judgement, movers: str, language: Language) -> str:
    """What a clear change shows, by its status."""
    direction, _, grade = judgement.status.partition("_")
    if direction not in ("improved", "worse"):
        return ""
    if grade == "attributable" and movers:
        return say("lead.partly", language, movers=movers)
    return say("lead.difference", language)


def _guard(change: Change, kpi: Kpi, guard: tuple[Change, Kpi], language: Language) -> str:
    told = verdict(*guard)
    apart = told == "worse" and verdict(change, kpi) == "better"
    key = "but_worse" if apart else told if told in GUARD_WORDS else "unknown"
    # Without what the name adds behind a comma or in brackets, such as "per year".
    name = name_of(guard[1], language).partition("（" if language == "zh" else ",")[0]
    return say(f"lead.guard_{key}", language, name=inside(name, language))
