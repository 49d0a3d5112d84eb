"""A plan while it is edited: the draft as its file would have it, and how the fields of the form map to it.

A field is named by its path: ("months",), ("initiative", 0, "adoption"), ("initiative", 0, "effect", "npl_rate",
"lower"), ("target", 0, "value"), ("links", "take_up_response", "low"). The form shows shares and changes in percent.
"""

import json
from collections.abc import Callable, Sequence
from typing import Any

from analysis.scenario.coefficients import Coefficient
from analysis.scenario.description import OUTCOMES
from warehouse.scenarios.plan import WHOLE_SUMS
from wording.scenarios.terms import COEFFICIENT_FORMATS, PERCENT, POINTS, RELATIVE

Draft = dict[str, Any]
Path = tuple[str | int, ...]
Read = Callable[[Path, Any], Any]  # what a field holds, or the default where it is not on the form

NO_EFFECT, OWN_RANGE = "none", "range"
PER_CENT = 100
HOUR = 60
MOST_TARGETS = 3
TABLES = {"link": "links", "assumption": "assumptions"}
PLAIN = ("start_month", "units", "waves", "gap_months", "cost_once", "cost_per_month")
SHARES = ("share", "adoption")
USUAL: dict[str, Any] = {"share": 1.0, "waves": 1, "gap_months": 0, "units": []}


def effect_on(initiative: Draft, outcome: str) -> Draft | None:
    """Return the initiative's effect on an outcome, None where it has none."""
    effects: list[Draft] = [effect for effect in initiative.get("effect", []) if effect["outcome"] == outcome]
    return effects[0] if effects else None


def source_of(initiative: Draft, outcome: str) -> str:
    """Return the source of an effect as one code: none, range, measured:‹initiative› or claim:‹id›."""
    effect = effect_on(initiative, outcome)
    if effect is None:
        return NO_EFFECT
    if effect["source"] == "measured":
        return f"measured:{effect.get('from', initiative['code'])}"
    return f"claim:{effect['claim']}" if effect["source"] == "claim" else OWN_RANGE


def scale_of(series: str) -> float:
    """Return the factor from a target's value to the form's: shares are shown in percent, minutes in hours."""
    if series not in OUTCOMES:
        return 1.0
    return 1 / HOUR if OUTCOMES[series].unit == "minutes" else PER_CENT


def collect_fields(draft: Draft, read: Read, usual: Sequence[Coefficient]) -> Draft:
    """Return the draft with the values of the fields, without those cleared and coefficients left as usual."""
    out: Draft = {name: draft[name] for name in ("draws",) if name in draft}
    out["name"] = str(read(("name",), draft["name"])).strip()
    out["months"] = read(("months",), draft.get("months"))
    out["initiative"] = [
        _initiative(initiative, n, read) for n, initiative in enumerate(draft.get("initiative", []))
    ]
    out["target"] = [_target(target, n, read) for n, target in enumerate(draft.get("target", []))]
    for coefficient in usual:
        if stated := _coefficient(draft, coefficient, read):
            out.setdefault(TABLES[coefficient.kind], {})[coefficient.name] = stated
    return {
        name: value
        for name, value in out.items()
        if value is not None and (value != [] or draft.get(name) == [])
    }


def coefficient_in(draft: Draft, usual: Coefficient) -> Draft:
    """Return value, low and high of a coefficient as the draft states them, else the usual ones."""
    stated = draft.get(TABLES[usual.kind], {}).get(usual.name)
    if stated is None:
        return {"value": usual.value, "low": usual.low, "high": usual.high}
    if isinstance(stated, dict):
        return {"low": stated.get("value"), "high": stated.get("value"), **stated}
    return dict.fromkeys(("value", "low", "high"), stated)


def _coefficient(draft: Draft, usual: Coefficient, read: Read) -> Draft:
    """What the draft states of a coefficient; nothing where it is as usual and was never stated."""
    at: Path = (TABLES[usual.kind], usual.name)
    stated = coefficient_in(draft, usual)
    held = {
        name: _read_typed(read, (*at, name), value, percent_of(usual.name)) for name, value in stated.items()
    }
    if usual.fixed:
        held |= dict.fromkeys(("low", "high"), held["value"])
    stated_before = usual.name in draft.get(TABLES[usual.kind], {})
    if not stated_before and held == {"value": usual.value, "low": usual.low, "high": usual.high}:
        return {}
    return {name: value for name, value in held.items() if value is not None}


def percent_of(coefficient: str) -> float:
    """Return the factor from a coefficient's value to the form's: shares and changes are shown in percent."""
    return PER_CENT if COEFFICIENT_FORMATS[coefficient] in (PERCENT, RELATIVE, POINTS) else 1


def show_scaled(value: float | None, by: float) -> float | None:
    """Return a value as the form shows it, without what multiplying adds in the last digits."""
    return None if value is None else round(float(value) * by, 9)


def _read_typed(read: Read, path: Path, value: float | None, by: float) -> float | None:
    """What a field holds; the value itself, to its last digit, where nobody changed it."""
    shown = show_scaled(value, by)
    typed: float | None = read(path, shown)
    return value if typed == shown else None if typed is None else round(typed / by, 12)


def _initiative(initiative: Draft, place: int, read: Read) -> Draft:
    """An initiative without its usual values and without those cleared."""
    at: Path = ("initiative", place)
    out: Draft = {name: read((*at, name), initiative.get(name, USUAL.get(name))) for name in PLAIN}
    out |= {name: _fraction(read, (*at, name), initiative.get(name, USUAL.get(name))) for name in SHARES}
    stated = {name: value for name, value in out.items() if value is not None and value != USUAL.get(name)}
    effects = [_effect(initiative, outcome, at, read) for outcome in OUTCOMES]
    code = str(read((*at, "code"), initiative["code"])).strip()
    return {"code": code, **stated, "effect": [effect for effect in effects if effect is not None]}


def _effect(initiative: Draft, outcome: str, at: Path, read: Read) -> Draft | None:
    usual = effect_on(initiative, outcome) or {}
    path = (*at, "effect", outcome)
    source, _, evidence = str(read((*path, "source"), source_of(initiative, outcome))).partition(":")
    if source == NO_EFFECT:
        return None
    out: Draft = {"outcome": outcome, "source": source}
    if source == "measured":
        # Its own evidence goes without saying, unless it was said.
        own = evidence == read((*at, "code"), initiative["code"]) and "from" not in usual
        return out if own else out | {"from": evidence}
    out["build_up_months"] = read((*path, "build_up_months"), usual.get("build_up_months", 6))
    if source == "claim":
        out["claim"] = evidence
    else:
        better = OUTCOMES[outcome].better
        for name, end in (("lower", min(0, better) / 10), ("upper", max(0, better) / 10)):
            out[name] = _fraction(read, (*path, name), usual.get(name, end))
    return {name: value for name, value in out.items() if value is not None}


def _target(target: Draft, place: int, read: Read) -> Draft:
    at: Path = ("target", place)
    series = str(read((*at, "series"), target["series"]))
    side = "at_least" if "at_least" in target else "at_most"
    value = target.get(side)
    shown = None if value is None else value * scale_of(target["series"])
    # A value of another series is none of this one.
    amount = read((*at, "value"), shown) if series == target["series"] else None
    out: Draft = {"series": series}
    if series not in WHOLE_SUMS:
        out["month"] = read((*at, "month"), target.get("month", 12))
    if amount is not None:
        out[str(read((*at, "side"), side))] = amount / scale_of(series)
    return out


def _fraction(read: Read, path: Path, usual: float | None) -> float | None:
    percent = read(path, None if usual is None else usual * PER_CENT)
    return None if percent is None else round(percent / PER_CENT, 9)


def path_on_form(path: Path, plan: Draft) -> Path:
    """Return the field that a refusal is about: effects go by outcome, a target's value by `value`."""
    if path[:1] == ("initiative",) and len(path) > 3 and path[2] == "effect":
        effect = plan["initiative"][path[1]]["effect"][path[3]]
        if not isinstance(effect, dict) or effect.get("outcome") not in list(OUTCOMES):
            return (*path[:2], "code")  # of no outcome, so it stands nowhere on the form
        field = path[4] if len(path) > 4 else "source"
        return (*path[:3], effect["outcome"], "source" if field in ("claim", "from", "outcome") else field)
    if path[:1] == ("target",) and path[-1] in ("at_least", "at_most"):
        return (*path[:-1], "value")
    return path


def text_of(draft: Draft) -> str:
    """Return the draft as JSON with sorted keys, so that equal plans give equal text."""
    return json.dumps(draft, ensure_ascii=False, sort_keys=True)
