"""Figures as they are read: words fit their place, stand at their marks, and say nothing twice."""

import re

import pytest

from figures.canvas import NARROWEST, empty
from figures.labels import width
from tests.kit.evidence_by_hand import EVIDENCE, PAIRS
from tests.kit.initiatives import NAMES
from tests.kit.records import a_change, a_comparison
from ui.approval.charts.stages import stage_name
from ui.claims.charts.published import LEAST, forest
from ui.initiatives.charts.effect_matrix import CELL, matrix
from ui.partners.charts import ranks, shares
from warehouse.claims.comparison import set_beside
from warehouse.claims.published import claims
from warehouse.kpis import find
from wording.evidence.effects import by_go_live, sort_kpis
from wording.words import LANGUAGES, Language

MARKUP = re.compile("<(?!br)[^>]*>")
LINE = 20.0  # pixels of a line of small words with its padding


def lines_of(text: str) -> list[str]:
    return MARKUP.sub("", text).split("<br>")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sizes_and_scales_of_a_matrix_fit_their_columns(language: Language) -> None:
    """“+18.9 个百分点” is wider than a column: the cell says the number, the scale below it the unit."""
    figure = matrix(
        PAIRS,
        initiatives=by_go_live(EVIDENCE),
        kpis=sort_kpis(PAIRS),
        names=NAMES[language],
        chosen="",
        currency="CNY",
        language=language,
        theme="light",
    )
    cells = [text for trace in figure.data if trace.mode == "text" for text in trace.text]
    scales = [note.text for note in figure.layout.annotations if "±" in note.text]
    assert cells and scales
    lines = [line for text in (*cells, *scales) for line in lines_of(text)]
    assert [line for line in lines if width(line) > CELL] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_of_a_claim_stand_right_of_their_mark_and_within_the_plot(language: Language) -> None:
    kpi = find("npl_rate")
    beside = set_beside(kpi, a_comparison(a_change(2, 1, (-0.55, -0.45))), claims(), 0.5)
    figure = forest([(kpi, beside)], False, language, "light")
    first, last = figure.layout.xaxis.range
    told = {note.y: note for note in figure.layout.annotations if note.xref != "paper"}
    diamonds = figure.data[-1]
    for x, y in zip(diamonds.x, diamonds.y, strict=True):
        assert told[y].x == x and told[y].xanchor == "left" and told[y].xshift > 0
    ends = {note.x + width(note.text) / LEAST * (last - first) for note in told.values()}
    assert len(told) == len(diamonds.x) + 1 and max(ends) <= last


@pytest.mark.parametrize(("row", "head", "dot"), [(ranks.ROW, ranks.HEAD, 10), (shares.ROW, shares.HEAD, 13)])
def test_the_words_above_a_row_are_clear_of_its_dot(row: int, head: float, dot: int) -> None:
    assert row * head >= LINE / 2 + dot / 2


@pytest.mark.parametrize(
    ("stage", "kind", "text"),
    [
        ("Documents from applicant", "applicant", "Documents from applicant"),
        ("Automated decision", "system", "Automated decision (system)"),
        ("Credit check", "human", "Credit check"),
    ],
)
def test_a_stage_says_once_who_works_on_it(stage: str, kind: str, text: str) -> None:
    assert stage_name(("x", kind), {"x": {"en": stage, "zh": stage}}, "en") == text


@pytest.mark.parametrize("language", LANGUAGES)
def test_why_nothing_is_drawn_fits_the_narrowest_figure(language: Language) -> None:
    words = {
        "en": "Nothing to show for these filters: the after window lies before the before window: swap them",
        "zh": "当前筛选下无法显示：转型后窗口早于转型前，请调换；转型前的观察期也不足，无法与转型后比较",
    }[language]
    (note,) = empty("light", words).layout.annotations
    lines = lines_of(note.text)
    assert len(lines) > 1 and max(map(width, lines)) <= NARROWEST
    assert "".join(lines).replace(" ", "") == words.replace(" ", "")
