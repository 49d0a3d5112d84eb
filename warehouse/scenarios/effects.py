"""Effects as a scenario draws them: from the evidence, from a published figure, or from the planner's own range."""

from math import log1p

from analysis.intervals import t_quantile
from analysis.scenario.description import OUTCOMES, Effect, Step
from analysis.scenario.discount import NORMAL_975, claimed, measured, stated
from warehouse.claims.records import Claim, claims
from warehouse.evidence import Evidence, Pair, Range
from warehouse.scenarios.fields import Impossible
from warehouse.scenarios.plan import PlannedEffect

# Where a published figure is taken for something near to it.
NOT_QUITE = {"npl_rate": "no sample or baseline, of the stock, not of formation"}


def effect_of(planned: PlannedEffect, initiative: str, level: float, found: Evidence) -> Effect:
    """The effect, discounted by what it rests on; level: of its outcome in the after window.

    `Impossible` where there is nothing measured, no such figure, or a share would leave 0–1.
    """
    if planned.source == "measured":
        return _measured(planned, initiative, found)
    return (
        _claimed(planned, initiative, level)
        if planned.source == "claim"
        else _ranged(planned, initiative, level)
    )


def usable_claims(outcome: str) -> tuple[Claim, ...]:
    """The published figures that are a relative change of an outcome as we define it, or near to it."""
    return tuple(
        one
        for one in claims()
        if one.kpi == outcome and one.match in ("same", "near") and one.change is not None
    )


def is_usable(pair: Pair) -> bool:
    """Whether a scenario can draw from what was measured: it has a size, on the scale of its outcome."""
    return pair.kpi in OUTCOMES and pair.effect is not None and pair.scale == OUTCOMES[pair.kpi].scale


def _measured(planned: PlannedEffect, initiative: str, found: Evidence) -> Effect:
    pair = found.pair(planned.evidence, planned.outcome)
    if pair is None:
        known = ", ".join(one.code for one in found.initiatives) or "none"
        raise Impossible(
            f"{planned.place}: nothing is measured of {planned.evidence} on {planned.outcome}; known initiatives: "
            f'{known}; or state source = "range"',
            (*planned.place.path, "source"),
            "not measured",
            planned.evidence,
        )
    if pair.effect is None or not is_usable(pair):
        raise Impossible(
            f"{planned.place}: the effect of {planned.evidence} on {planned.outcome} cannot be said "
            f'({pair.reason or pair.scale}); state a range of your own: source = "range"',
            (*planned.place.path, "source"),
            "cannot be said",
            planned.evidence,
        )
    degrees = max(1.0, pair.design.effective_units - 1) if pair.design else None
    whole = pair.effect
    bins = [one for one in pair.bins if one.first >= 0]
    steps = [_step(one.first, one.last, one.effect or whole, pair) for one in bins] or [
        _step(0, None, whole, pair)
    ]
    return Effect(
        initiative=initiative,
        outcome=planned.outcome,
        source="measured",
        evidence=planned.evidence,
        label=f"{pair.grade}, {planned.evidence}" + (f" ({pair.reason})" if pair.reason else ""),
        stated=(whole.value, whole.lower, whole.upper),
        basis=pair.grade,
        degrees=degrees,
        steps=tuple(steps),
    )


def _step(first: int, last: int | None, effect: Range, pair: Pair) -> Step:
    half = (effect.upper - effect.lower) / 2
    ends = float(t_quantile(pair.design.effective_units)) if pair.design else -NORMAL_975
    return Step(first, last, *measured(effect.value, half / abs(ends), pair.grade))


def _claimed(planned: PlannedEffect, initiative: str, level: float) -> Effect:
    claim = next((one for one in claims() if one.claim_id == planned.evidence), None)
    usable = [one.claim_id for one in usable_claims(planned.outcome)]
    if claim is None or claim.claim_id not in usable or claim.change is None:
        why = (
            "no such published figure"
            if claim is None
            else f"it is not a change of {planned.outcome} as we define it"
        )
        known = ", ".join(usable) or "none; state a range of your own"
        raise Impossible(
            f'{planned.place}: claim = "{planned.evidence}": {why}; usable: {known}',
            (*planned.place.path, "claim"),
            "claim not usable",
            planned.evidence,
        )
    points = OUTCOMES[planned.outcome].scale == "points"
    value = claim.change * level if points else log1p(claim.change)
    return Effect(
        initiative=initiative,
        outcome=planned.outcome,
        source="claim",
        evidence=planned.evidence,
        label=f"published, §{claim.section}, {NOT_QUITE.get(planned.outcome, 'no sample or baseline')}",
        stated=(value, value, value),
        basis="claim",
        degrees=None,
        steps=_built_up(*claimed(value), planned.build_up_months),
    )


def _ranged(planned: PlannedEffect, initiative: str, level: float) -> Effect:
    lower, upper = planned.lower, planned.upper
    if OUTCOMES[planned.outcome].scale == "points":
        for name, end in (("lower", lower), ("upper", upper)):
            if not 0 <= level + end <= 1:
                raise Impossible(
                    f"{planned.place}: {name} = {end:g}: {planned.outcome} is {level:.1%} now and cannot come to "
                    f"{level + end:.1%}; allowed: from {-level:.3f} to {1 - level:.3f}",
                    (*planned.place.path, name),
                    "leaves all and nothing",
                    f"{-level:.3f}",
                    f"{1 - level:.3f}",
                )
    else:
        lower, upper = log1p(lower), log1p(upper)
    centre, spread = stated(lower, upper)
    return Effect(
        initiative=initiative,
        outcome=planned.outcome,
        source="range",
        evidence="",
        label="own range, nothing measured",
        stated=(centre, lower, upper),
        basis="own range",
        degrees=None,
        steps=_built_up(centre, spread, planned.build_up_months),
    )


def _built_up(centre: float, spread: float, months: int) -> tuple[Step, ...]:
    """In equal steps month by month, full after so many months."""
    parts = [(month + 1) / (months + 1) for month in range(months)]
    rising = [Step(month, month, centre * part, spread * part) for month, part in enumerate(parts)]
    return (*rising, Step(months, None, centre, spread))
