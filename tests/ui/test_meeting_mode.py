"""Meeting mode as Streamlit runs it: every section alone, in order, and back; and figures as large as the room."""

import re
from pathlib import Path

import plotly.graph_objects as go
import pytest
from streamlit.testing.v1 import AppTest

from figures.enlarged import USUAL_WIDTH, enlarge
from tests.kit.pages import run, said
from ui import view
from warehouse.contract.scope import Scope
from warehouse.contract.store import Home
from warehouse.kpis.headlines import HEADLINES

EXECUTIVE = ("answer", *HEADLINES, "initiatives", "claims")
PARTNER = ("stand", "measures-1", "measures-2", "terms", "targets", "propose", "about", "log")


@pytest.fixture(autouse=True)
def own_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MILEPOST_STATE", f"sqlite:///{tmp_path / 'state.sqlite'}")


def shown(home: Home, monkeypatch: pytest.MonkeyPatch, agenda: str, **chosen: str) -> AppTest:
    return run(home, monkeypatch, "meeting", agenda=agenda, **({"lang": "en", "kind": "oem"} | chosen))


def pressed(app: AppTest, key: str) -> AppTest:
    return app.button(f"meeting_{key}").click().run()


@pytest.mark.parametrize(("agenda", "codes"), [("executive", EXECUTIVE), ("partner", PARTNER)])
def test_one_section_after_the_other(
    simulated_home: Home, monkeypatch: pytest.MonkeyPatch, agenda: str, codes: tuple[str, ...]
) -> None:
    """From the first to the last and no further, each without a failing part, with its place of all."""
    app = shown(simulated_home, monkeypatch, agenda)
    assert app.button("meeting_previous").disabled
    names = set()
    for place in range(1, len(codes) + 1):
        said(app)
        name, count = app.markdown[0].value.split(" · ")
        assert count == f"{place} / {len(codes)}"
        names.add(name)
        if place < len(codes):
            app = pressed(app, "next")
    assert len(names) == len(
        {code.partition("-")[0] for code in codes}
    )  # a long table goes on under its name
    assert app.button("meeting_next").disabled
    app = pressed(app, "previous")
    assert f"{len(codes) - 1} / {len(codes)}" in said(app)


def test_only_the_section_shown_is_computed(simulated_home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ui.meetings.sections.where_block", lambda *_: pytest.fail("another section"))
    for code in ("answer", "initiatives", "claims"):
        said(shown(simulated_home, monkeypatch, "executive", section=code))


def test_in_and_out_again_with_what_was_chosen(simulated_home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    app = run(simulated_home, monkeypatch, "scorecard", lang="en", product="nev")
    app = app.button("meeting_open").click().run()
    text = said(app)
    assert "The answer** · 1 / 8" in text and "Product: " in text and "all 109 checks" not in text
    inside = shown(simulated_home, monkeypatch, "executive", product="nev", section="npl_rate")
    app = pressed(inside, "close")
    assert app.title[0].value == "Scorecard" and "checks passed" in said(app)
    assert "nev" in app.query_params["product"] and "section" not in app.query_params


def test_a_section_that_is_not_there_is_the_first(
    simulated_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "1 / 8" in said(shown(simulated_home, monkeypatch, "executive", section="nonsense"))


def test_who_sees_one_partner_only_has_no_meeting_about_others(
    simulated_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(view, "scope_of_reader", lambda: Scope(partners=("HZF002",)))
    app = shown(simulated_home, monkeypatch, "partner", section="log")
    assert "1 / 8" in said(app)


@pytest.mark.parametrize(("agenda", "codes"), [("executive", EXECUTIVE), ("partner", PARTNER)])
def test_no_english_among_chinese(
    simulated_home: Home, monkeypatch: pytest.MonkeyPatch, agenda: str, codes: tuple[str, ...]
) -> None:
    for code in codes:
        app = shown(simulated_home, monkeypatch, agenda, lang="zh", section=code)
        said(app)
        own = [*app.title, *app.header, app.markdown[0], app.caption[-1]]
        text = " ".join((*(one.value for one in own), *(button.label for button in app.button)))
        assert not re.findall(
            r"[A-Za-z]{4,}", re.sub(r":(green|red|gray)-badge|:small|20251231-\w+", "", text)
        ), code


def test_a_figure_grows_with_its_type_and_marks_and_its_data_stay() -> None:
    """Half as high again and half as wide again: all pixels × 1.5, no value."""
    figure = go.Figure(
        go.Scatter(x=[1, 2], y=[3, 4], marker={"size": [8, 12]}, line={"width": 2}),
        {"height": 300, "font": {"size": 12}, "margin": {"t": 20}, "meta": {"alt": "words"}},
    )
    figure.add_annotation(text="a", x=1, y=3, ax=10, ay=20, font={"size": 10})
    figure.add_annotation(text="b", x=1, y=3, ax=2, ay=4, axref="x", ayref="y")
    figure.add_shape(type="line", x0=1, x1=2, y0=3, y1=4, line={"width": 1})
    figure.update_xaxes(range=[0, 5], tickfont={"size": 12}, title={"text": "t", "standoff": 6})
    large = enlarge(figure, 1.5 * USUAL_WIDTH, 450)
    trace, layout = large.data[0], large.layout
    assert (list(trace.x), list(trace.y)) == ([1, 2], [3, 4])
    assert (list(trace.marker.size), trace.line.width) == ([12, 18], 3)
    assert (layout.height, layout.font.size, layout.margin.t, layout.meta["alt"]) == (450, 18, 30, "words")
    first, second = layout.annotations
    assert (first.ax, first.ay, first.font.size, first.x) == (15, 30, 15, 1)
    assert (second.ax, second.ay) == (2, 4)
    assert (layout.shapes[0].line.width, layout.shapes[0].x1) == (1.5, 2)
    assert (list(layout.xaxis.range), layout.xaxis.tickfont.size, layout.xaxis.title.standoff) == (
        [0, 5],
        18,
        9,
    )
    assert (figure.layout.height, figure.layout.font.size) == (300, 12)  # others see it as it was


@pytest.mark.parametrize(
    ("width", "height", "by", "high"),
    [
        (3 * USUAL_WIDTH, 3_000, 3.0, 3_000),
        (1.2 * USUAL_WIDTH, 3_000, 1.2, 3_000),
        (3 * USUAL_WIDTH, 330, 3.0, 585),
        (390, 400, 1.0, 400),
        (3 * USUAL_WIDTH, 100, 3.0, 585),
    ],
)
def test_a_figure_is_never_smaller_and_grows_as_far_as_both_sides_allow(
    width: float, height: float, by: float, high: float
) -> None:
    figure = enlarge(go.Figure(layout={"height": 300, "font": {"size": 10}}), width, height)
    assert figure.layout.font.size == pytest.approx(10 * by)
    assert figure.layout.height == high
