"""Effects as a scenario draws them: from the evidence, from a published figure, or from the planner's own range."""

from collections.abc import Iterator
from math import hypot, log1p

import numpy as np

from analysis.intervals import t_quantile
from analysis.scenario.description import OUTCOMES, Effect, Step
from analysis.scenario.discount import NORMAL_975, discount_claim, discount_measured, discount_range
from warehouse.claims.published import Claim, claims
from warehouse.effects.evidence import EventBin, Evidence, Pair, Range
from warehouse.effects.harm import CERTAIN, lies_worse, standing
from warehouse.scenarios.fields import Impossible
from warehouse.scenarios.plan import PlannedEffect

UNSEEN = 0.25  # of an effect: how far it may still rise or fade where nobody has been live that long; assumed
# Where a published figure is taken for something near to it.
NOT_QUITE = {"npl_rate": "no sample or baseline, of the stock, not of formation"}


def effect_of(planned: PlannedEffect, initiative: str, level: float, measured: Evidence) -> Effect:
    """Make the effect that a plan states, discounted by what it rests on; `level`: of its outcome in the after window.

    Raises Impossible where nothing is measured, the figure does not exist, or a share would leave 0–1.
    """
    if planned.source == "measured":
        return _use_measured(planned, initiative, measured)
    return (
        _use_claim(planned, initiative, level)
        if planned.source == "claim"
        else _use_range(planned, initiative, level)
    )


def find_usable_claims(outcome: str) -> tuple[Claim, ...]:
    """List the published figures that state a relative change of an outcome as we define it, or nearly so."""
    return tuple(
        claim
        for claim in claims()
        if claim.kpi == outcome and claim.match in ("same", "near") and claim.change is not None
    )


def is_usable(pair: Pair) -> bool:
    """Whether a scenario can draw from a measured effect: it has a size, on the scale of its outcome."""
    return pair.kpi in OUTCOMES and pair.effect is not None and pair.scale == OUTCOMES[pair.kpi].scale


def counts_in_plan(pair: Pair) -> bool:
    """Whether a plan must include a measured effect: it was a goal, or is certainly for the worse."""
    harms = lies_worse(pair) and standing(pair) in CERTAIN
    return is_usable(pair) and (pair.stated or harms)


def basis_of_pair(pair: Pair) -> str:
    """Return what a measured effect is discounted by: its standing, or "harm" where it is uncertain harm."""
    word = standing(pair)
    return "harm" if lies_worse(pair) and word not in CERTAIN else word


def _use_measured(planned: PlannedEffect, initiative: str, measured: Evidence) -> Effect:
    pair = measured.pair(planned.evidence, planned.outcome)
    if pair is None:
        known = ", ".join(known_initiative.code for known_initiative in measured.initiatives) or "none"
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
    return of_pair(pair, initiative)


def of_pair(pair: Pair, initiative: str) -> Effect:
    """Make the effect of an initiative from what a pair has measured; the pair must have an effect."""
    whole = pair.effect
    assert whole is not None
    return Effect(
        initiative=initiative,
        outcome=pair.kpi,
        source="measured",
        evidence=pair.initiative,
        label=f"{pair.grade}, {pair.initiative}" + (f" ({pair.reason})" if pair.reason else ""),
        stated=(whole.value, whole.lower, whole.upper),
        basis=basis_of_pair(pair),
        degrees=max(1.0, pair.design.effective_units - 1) if pair.design else None,
        steps=_along([event_bin for event_bin in pair.bins if event_bin.first >= 0], whole, pair),
    )


def _along(bins: list[EventBin], whole: Range, pair: Pair) -> tuple[Step, ...]:
    """Month by month along the bins since the go-live, full from the first month of the last one.

    Each bin holds in its middle and months between two middles lie between the two; before the first the course goes
    on straight, but not beyond nothing. So the average of a bin is not taken for each of its months:

        −10 % in months 0–2, −25 % in 3–5, −30 % from 6 on      −5, −10, −15, −20, −25, −27.5, −30, −30, …

    What nobody has been live long enough to show is as in the last bin that was seen, give or take UNSEEN of it: it may
    go on rising, and it may fade.
    """
    if all(event_bin.effect is None for event_bin in bins):
        centre, spread = _discount(whole, pair)
        return (Step(first=0, last=None, centre=centre, spread=spread),)
    drawn = np.array(list(_of_bins(bins, whole, pair)))
    middles = np.array(
        [
            event_bin.first if event_bin.last is None else (event_bin.first + event_bin.last) / 2
            for event_bin in bins
        ]
    )
    full = int(bins[-1].first)
    months = np.arange(full)
    centres, spreads = (np.interp(months, middles, values) for values in drawn.T)
    early = months < middles[0]
    if early.any():
        beyond = (middles[0] - months[early]) / (middles[1] - middles[0])
        straight = drawn[0, 0] + beyond * (drawn[0, 0] - drawn[1, 0])
        centres[early] = np.where(straight * drawn[0, 0] < 0, 0.0, straight)
        # Between two middles errors can at most add up; beyond them they are taken as independent.
        spreads[early] = np.hypot((1 + beyond) * drawn[0, 1], beyond * drawn[1, 1])
    rising = [
        Step(first=int(month), last=int(month), centre=float(c), spread=float(s))
        for month, c, s in zip(months, centres, spreads, strict=True)
    ]
    return (*rising, Step(first=full, last=None, centre=float(drawn[-1, 0]), spread=float(drawn[-1, 1])))


def _of_bins(bins: list[EventBin], whole: Range, pair: Pair) -> Iterator[tuple[float, float]]:
    """Centre and spread of each bin; of one that was not seen between others the whole effect's."""
    last = max(place for place, binned in enumerate(bins) if binned.effect is not None)
    for event_bin in bins[: last + 1]:
        yield _discount(event_bin.effect or whole, pair)
    centre, spread = _discount(bins[last].effect or whole, pair)
    for _ in bins[last + 1 :]:
        yield centre, hypot(spread, UNSEEN * centre)


def _discount(effect: Range, pair: Pair) -> tuple[float, float]:
    """Centre and spread as it is believed."""
    half = (effect.upper - effect.lower) / 2
    ends = float(t_quantile(pair.design.effective_units)) if pair.design else NORMAL_975
    return discount_measured(effect.value, half / ends, basis_of_pair(pair))


def _use_claim(planned: PlannedEffect, initiative: str, level: float) -> Effect:
    claim = next((published for published in claims() if published.claim_id == planned.evidence), None)
    usable = [usable_claim.claim_id for usable_claim in find_usable_claims(planned.outcome)]
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
        steps=_build_up(*discount_claim(value), planned.build_up_months),
    )


def _use_range(planned: PlannedEffect, initiative: str, level: float) -> Effect:
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
    centre, spread = discount_range(lower, upper)
    return Effect(
        initiative=initiative,
        outcome=planned.outcome,
        source="range",
        evidence="",
        label="own range, nothing measured",
        stated=(centre, lower, upper),
        basis="own range",
        degrees=None,
        steps=_build_up(centre, spread, planned.build_up_months),
    )


def _build_up(centre: float, spread: float, months: int) -> tuple[Step, ...]:
    """In equal steps month by month, full after so many months."""
    parts = [(month + 1) / (months + 1) for month in range(months)]
    rising = [
        Step(first=month, last=month, centre=centre * part, spread=spread * part)
        for month, part in enumerate(parts)
    ]
    return (*rising, Step(first=months, last=None, centre=centre, spread=spread))
