"""What has changed since a scenario was saved, in words."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from math import expm1

from analysis.scenario.description import OUTCOMES
from ui.view import View
from warehouse.scenarios.basis import Changed
from wording import formats
from wording.naming import name_of
from wording.scenarios.terms import coefficient_name, effect_name, series_change, series_value


def is_old_definition(found: Sequence[Changed]) -> bool:
    """Whether a KPI that the scenario starts from was defined otherwise."""
    return any(one.kind == "definition" for one in found)


def describe_changes(view: View, found: Sequence[Changed], names: Mapping[str, str]) -> list[str]:
    """A line for each thing that is another now."""
    return [_line(view, one, names) for one in found]


def _line(view: View, one: Changed, names: Mapping[str, str]) -> str:
    language, before, after = view.language, one.before, one.after
    about = one.about
    if one.kind == "definition":
        about = name_of(view.kpi(one.about), language)
    elif one.kind == "data":
        zone = view.snapshot.company.timezone
        before, after = (formats.last_day(datetime.fromisoformat(str(day)), zone) for day in (before, after))
    elif one.kind == "coefficient":
        about = coefficient_name(one.about, language)
        before, after = (f"{float(value):.4g}" for value in (before, after))
    elif one.kind == "level":
        about = view.say(f"planned.{one.about}")
        told = OUTCOMES[one.about].told
        before, after = (
            series_value(one.about, float(value) * told, view.currency, language) for value in (before, after)
        )
    elif one.kind == "unreadable":
        return view.say("changed_line.unreadable")
    elif one.kind == "npv":
        before, after = (
            series_change("npv", float(value), view.currency, language) for value in (before, after)
        )
    else:
        initiative, _, outcome = one.about.rpartition(": ")
        about = effect_name(initiative, outcome, names, language)
        if one.kind == "grade":
            before, after = (view.say(f"basis.{grade}") for grade in (before, after))
        else:
            scale = OUTCOMES[outcome].scale
            before, after = (_size(float(value), scale, view) for value in (before, after))
    return view.say(f"changed_line.{one.kind}", about=about, before=str(before), after=str(after))


def _size(value: float, scale: str, view: View) -> str:
    """The middle of an effect as it is drawn."""
    if scale == "points":
        return formats.short_points(value, view.language)
    return formats.relative_change(expm1(value), view.language)
