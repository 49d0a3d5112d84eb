"""Pages on the headlines of the transformation, and on what needs attention."""

from collections.abc import Sequence

from reports.axes import relative_axis
from reports.description import Chart, Notes, Page, Panels, Part, Series
from reports.executive.rows import kpi_table, name_value_columns
from reports.setting import LIGHT
from warehouse.effects.evidence import evidence
from warehouse.kpis import KPIS
from warehouse.kpis.headlines import HEADLINES
from wording.cards.compared import compare_windows, judgement_of
from wording.choices import Choices
from wording.markup import strip_markup
from wording.reader import Reader
from wording.scorecard.concerns import EFFECTS, concerns, count_testable
from wording.scorecard.headlines import SENTENCES
from wording.scorecard.verdict import verdict_of
from wording.status import colour_of


def scorecard_page(reader: Reader, choices: Choices) -> Page:
    """Return the page with a sentence, a bar and a table row per headline KPI."""
    title = reader.say("executive.title_scorecard")
    told: tuple[str, ...] = ()
    if choices.before is not None and choices.after is not None:
        told = tuple(SENTENCES[code](reader, choices, choices.before, choices.after) for code in HEADLINES)
    parts: list[Part] = [Notes(title="", lines=(*told, reader.say("executive.basis")))]
    chart = _changes(reader, choices)
    if chart is not None:
        parts.append(Panels(title="", caption=reader.say("executive.changes_caption"), charts=(chart,)))
    parts.append(kpi_table(reader.say("executive.headlines"), reader, choices, HEADLINES, guarded=True))
    return Page(
        name=reader.say("executive.tab_scorecard"),
        title=title,
        answer=verdict_of(reader, choices, HEADLINES),
        parts=tuple(parts),
        foot="",
    )


def _changes(reader: Reader, choices: Choices) -> Chart | None:
    """Relative changes with their intervals, of those headlines that have both; None where none has."""
    drawn: list[tuple[str, float, tuple[float, float], str]] = []
    for code in HEADLINES:
        comparison = compare_windows(reader, choices, code)
        if comparison is None or not comparison.changes:
            continue
        moved = comparison.changes[0].relative
        if moved.value is not None and moved.lower is not None and moved.upper is not None:
            colour = colour_of(judgement_of(reader, choices, code).tone, LIGHT)
            name = reader.say(f"headline.{code}")
            drawn.append((name, moved.value, (moved.lower, moved.upper), colour))
    if not drawn:
        return None
    ends = [end for _, value, both, _ in drawn for end in (value, *both)]
    title = reader.say("executive.changes")
    axis = relative_axis(ends, reader.say("executive.changes_axis"))
    by = axis.divisor
    values = tuple(value / by for _, value, _, _ in drawn)
    marks = tuple((low / by, high / by) for _, _, (low, high), _ in drawn)
    bars = Series(name=title, values=values, colour=LIGHT.neutral, dashed=False, ends=marks)
    names, colours = tuple(bar[0] for bar in drawn), tuple(bar[3] for bar in drawn)
    return Chart(
        kind="bars",
        title=title,
        categories=names,
        series=(bars,),
        axis=axis,
        colours=colours,
        drawn=len(drawn),
        legend=False,
        ends=name_value_columns(reader.language)[1:],
    )


def attention_page(reader: Reader, quiet: Reader, choices: Choices) -> Page:
    """Return the page on what needs attention.

    quiet: searches all KPIs without noting statements. reader: asks again for each concern listed, so that it is
    noted.
    """
    listed = concerns(quiet, choices, HEADLINES)
    for concern in listed:
        if concern.code == EFFECTS:
            reader.ask.of(evidence)
        elif concern.code:
            compare_windows(reader, choices, concern.code, concern.by)
    tested = count_testable(quiet, choices)
    words = [strip_markup(concern.words) for concern in listed]
    nothing = reader.say("scorecard.nothing" if tested else "scorecard.untested")
    basis = reader.say("scorecard.attention_basis", n=str(tested), all=str(len(KPIS)))
    title = reader.say("executive.title_attention")
    return Page(
        name=reader.say("executive.tab_attention"),
        title=title,
        answer=reader.say("scorecard.attention", n=str(len(words))) if words else nothing,
        parts=(*_as_notes(words), Notes(title="", lines=(basis,))),
        foot="",
    )


def _as_notes(words: Sequence[str]) -> list[Notes]:
    return [Notes(title="", lines=tuple(words))] if words else []
