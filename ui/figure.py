"""A figure with its note: how to read it, definition, n, months left out, snapshot, SQL and data."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import streamlit as st

from figures.canvas import CONFIG, Figure, alt_of
from ui.view import View
from warehouse.kpis.record import Kpi
from warehouse.query.answers import Comparison, Passport, count_cases, methods_of
from warehouse.query.left_out import find_left_out_of
from wording import formats
from wording.choices import Choices
from wording.downloads import Rows, csv_bytes
from wording.levels import describe_sample_pair
from wording.naming import definition_of, name_of, reason_words
from wording.words import say_member

Table = Callable[[], Rows]  # made when it is asked for


@dataclass(frozen=True, kw_only=True)
class Source:
    """Where a figure comes from: its KPI, the number of cases in each window, and the interval methods used.

    `passports`: of everything drawn; the first one supplies months, SQL and snapshot.
    """

    kpi: Kpi
    passports: tuple[Passport, ...]
    before_n: int
    after_n: int
    methods: tuple[str, ...]

    @property
    def passport(self) -> Passport:
        """The passport described in the note under the figure."""
        return self.passports[0]

    @property
    def numbers(self) -> tuple[str, ...]:
        """The numbers under which `milepost verify` finds the figure, each once."""
        return tuple(dict.fromkeys(passport.number for passport in self.passports))


def source_of(kpi: Kpi, comparison: Comparison) -> Source:
    """Return the source of a figure drawn from a comparison, with the cases of all its changes added up."""
    before, after = count_cases(comparison.changes)
    methods = methods_of(comparison.changes)
    return Source(kpi=kpi, passports=(comparison.passport,), before_n=before, after_n=after, methods=methods)


def draw_figure(
    view: View,
    choices: Choices,
    key: str,
    figure: Figure,
    source: Source,
    table: Table,
    more: str = "",
    drill: Callable[[str], None] | None = None,
    points: Mapping[str, str] | None = None,
) -> None:
    """Draw the figure, and under it the button that opens its note; the CSV is built when it is downloaded.

    points: codes and names of what can be clicked, offered as a list to those who do not point.
    """
    draw_plot(figure, key, drill)
    if drill is not None and points:
        draw_points(key, drill, points, view.say("figure.narrow"))
    draw_note(view, choices=choices, key=key, source=source, table=table, more=more)


def draw_plot(figure: Figure, key: str, drill: Callable[[str], None] | None = None) -> None:
    """Draw a figure in its own colours, without a toolbar or a button that uploads its data.

    `drill` is called with the code of a point that the reader clicks, if the points carry codes.
    """
    widget = f"figure_{key}"
    options: dict[str, Any] = {"theme": None, "config": CONFIG, "key": widget, "alt": alt_of(figure)}
    if drill is None:
        st.plotly_chart(figure, **options)
    else:
        st.plotly_chart(
            figure, on_select=partial(_handle_click, widget, drill), selection_mode="points", **options
        )


def draw_points(key: str, drill: Callable[[str], None], points: Mapping[str, str], label: str) -> None:
    """Draw the keyboard's way to the points of a figure: a list that calls `drill` with the code of what is chosen."""
    widget = f"points_{key}"
    st.selectbox(
        label,
        list(points),
        index=None,
        key=widget,
        format_func=lambda code: points.get(code, code),
        placeholder=label,
        label_visibility="collapsed",
        width=220,
        on_change=_handle_choice,
        args=(widget, drill),
    )


def _handle_choice(widget: str, drill: Callable[[str], None]) -> None:
    code = st.session_state[widget]
    st.session_state[widget] = None
    if code is not None:
        drill(code)


def _handle_click(widget: str, drill: Callable[[str], None]) -> None:
    points = st.session_state[widget]["selection"]["points"]
    codes = [point["customdata"] for point in points if point.get("customdata") is not None]
    if codes:
        drill(codes[0] if isinstance(codes[0], str) else codes[0][0])


def draw_note(view: View, choices: Choices, key: str, source: Source, table: Table, more: str) -> None:
    """Draw one button, and behind it how to read the figure and everything needed to check it.

    more: how to read this figure, as Markdown.
    """
    passport, language = source.passport, view.language
    with st.popover(
        view.say("note.open"), type="tertiary", key=f"note_{key}", icon=":material/info:", width="content"
    ):
        st.markdown(f"**{name_of(source.kpi, language)}**  \n{definition_of(source.kpi, language)}")
        if more:
            st.markdown(more)
        st.caption("  \n".join(line for line in _lines(view, choices, source) if line))
        draw_numbers(view, source.numbers)
        st.download_button(
            view.say("note.csv"),
            data=lambda: csv_bytes(_head(view, choices, key, source), table()),
            file_name=f"milepost_{key}_{passport.snapshot}.csv",
            mime="text/csv",
            key=f"csv_{key}",
            on_click="ignore",
            icon=":material/download:",
        )
        st.code(passport.sql or "–", language="sql", wrap_lines=True)


def describe_excluded(view: View, choices: Choices, source: Source) -> str:
    """Return the months left out, each with its reason, as one text; "" if there are none."""
    language = view.language
    parts = [
        view.say(
            "note.excluded_why",
            months=formats.month_list(months, language),
            reason=reason_words(reason, language),
        )
        for reason, months in find_left_out_of(
            view.snapshot, source.kpi, source.passport, choices.before, choices.after
        )
    ]
    return view.say("note.excluded", months=view.say("format.comma").join(parts)) if parts else ""


def draw_numbers(view: View, numbers: Sequence[str]) -> None:
    """Draw passport numbers, and how many checks their snapshot passed and failed."""
    failed = sum(not check.passed for check in view.snapshot.checks)
    checks = view.say("note.checks", failed=str(failed), passed=str(len(view.snapshot.checks) - failed))
    st.markdown(" · ".join(f"`{number}`" for number in numbers))
    st.caption(f"{view.say('note.passport')} {checks}")


def _lines(view: View, choices: Choices, source: Source) -> Sequence[str]:
    passport, language = source.passport, view.language
    kpi = source.kpi
    methods = [say_member("method", method, language) for method in source.methods]
    return (
        kpi.pitfalls_zh if language == "zh" else kpi.pitfalls_en,
        describe_sample_pair(source.before_n, source.after_n, kpi, language),
        describe_excluded(view, choices, source),
        view.say("note.months", months=formats.months(passport.months, language)),
        view.say("note.filters", filters=choices.filters_text(view)),
        view.say("note.method", method=view.say("format.comma").join(methods) or "–"),
        view.say("note.version", version=passport.definition_version, mart=passport.mart or "–"),
        view.say("note.snapshot", snapshot=passport.snapshot, day=view.day),
    )


def _head(view: View, choices: Choices, key: str, source: Source) -> Sequence[tuple[str, str]]:
    passport, language = source.passport, view.language
    return (
        (view.say("csv.title"), f"{name_of(source.kpi, language)} ({source.kpi.code}, {key})"),
        (view.say("csv.filters"), choices.filters_text(view)),
        (view.say("csv.before_months"), "…".join(choices.before or ("–",))),
        (view.say("csv.after_months"), "…".join(choices.after or ("–",))),
        (view.say("csv.as_of"), view.day),
        (view.say("csv.snapshot"), passport.snapshot),
        (view.say("csv.version"), passport.definition_version),
        (view.say("csv.passports"), " ".join(source.numbers)),
        (view.say("csv.unit"), source.kpi.unit),
    )
