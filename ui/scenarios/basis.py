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


def is_old_definition(changes: Sequence[Changed]) -> bool:
    """Whether the definition of a KPI that the scenario starts from has changed."""
    return any(change.kind == "definition" for change in changes)


def describe_changes(view: View, changes: Sequence[Changed], names: Mapping[str, str]) -> list[str]:
    """Return a line in words for each change."""
    return [_line(view, change, names) for change in changes]


def _line(view: View, change: Changed, names: Mapping[str, str]) -> str:
    language, before, after = view.language, change.before, change.after
    about = change.about
    if change.kind == "definition":
        about = name_of(view.kpi(change.about), language)
    elif change.kind == "data":
        zone = view.snapshot.company.timezone
        before, after = (formats.last_day(datetime.fromisoformat(str(day)), zone) for day in (before, after))
    elif change.kind == "coefficient":
        about = coefficient_name(change.about, language)
        before, after = (f"{float(value):.4g}" for value in (before, after))
    elif change.kind == "level":
        about = view.say(f"planned.{change.about}")
        told = OUTCOMES[change.about].told
        before, after = (
            series_value(change.about, float(value) * told, view.currency, language)
            for value in (before, after)
        )
    elif change.kind == "unreadable":
        return view.say("changed_line.unreadable")
    elif change.kind == "npv":
        before, after = (
            series_change("npv", float(value), view.currency, language) for value in (before, after)
        )
    else:
        initiative, _, outcome = change.about.rpartition(": ")
        about = effect_name(initiative, outcome, names, language)
        if change.kind == "grade":
            before, after = (view.say(f"basis.{grade}") for grade in (before, after))
        else:
            scale = OUTCOMES[outcome].scale
            before, after = (_size(float(value), scale, view) for value in (before, after))
    return view.say(f"changed_line.{change.kind}", about=about, before=str(before), after=str(after))


def _size(value: float, scale: str, view: View) -> str:
    """The middle of an effect, in words."""
    if scale == "points":
        return formats.short_points(value, view.language)
    return formats.relative_change(expm1(value))
