"""Blocks of the page on published figures: which can be compared, against ours, taken together, and the full list."""

from collections.abc import Sequence
from functools import partial

import pandas as pd
import streamlit as st

from ui.blocks import draw_once
from ui.claims import keys
from ui.claims.charts import published
from ui.figure import draw_numbers, draw_plot
from ui.switches import switch
from ui.view import View
from ui.viewport import phone
from warehouse.claims.comparison import ClaimCheck, check_claims
from warehouse.claims.published import Claim, claims
from warehouse.claims.together import all_together
from warehouse.contract.windows import months_between
from wording import formats
from wording.choices import Choices
from wording.claims.lines import LED_BY_FORMATION, claim_lines, claims_answer, claims_rest
from wording.claims.published import format_claim, metric, source, together_words, why
from wording.claims.rows import claim_rows
from wording.downloads import csv_bytes
from wording.naming import definition_of, name_of
from wording.sentences import answer as answer_sentence

ALL = "all"
LISTED = ("near", "same", "other definition", "no data", "vague", "forecast", ALL)


def check_figures(view: View, choices: Choices) -> ClaimCheck:
    """Return all published figures, compared with our own change between the windows where that is possible."""
    return view.ask.of(check_claims, choices.before, choices.after)


def claims_answer_block(view: View, choices: Choices) -> None:
    """Draw how many figures can be compared, and with what result, in one sentence."""
    check = check_figures(view, choices)
    st.markdown(f"## {claims_answer(view, choices, check)}", anchors=False)
    if choices.before is None or choices.after is None:
        return
    for care in dict.fromkeys(answer_sentence.notices(row.comparison, view.language) for row in check.beside):
        if care:
            st.warning(care, icon=":material/warning:")
    before, after = (
        formats.months(months_between(*window), view.language) for window in (choices.before, choices.after)
    )
    with st.popover(view.say("claims.note"), type="tertiary", icon=":material/info:"):
        st.markdown("\n\n".join(claims_rest(view, choices, check)))
        st.caption(view.say("claims.basis", before=before, after=after, day=view.day))


def coverage_block(view: View, choices: Choices, key: str) -> None:
    """Draw how many figures there are of each kind of match, with all of them as CSV."""
    check = check_figures(view, choices)
    draw = partial(published.coverage, check.by_match, view.language, view.theme)
    draw_plot(draw_once(view, choices, LED_BY_FORMATION, "claims coverage", draw), key)
    _download(view, choices, check, key)


def forest_block(view: View, choices: Choices, key: str) -> None:
    """Draw our change with its interval, and the figures published about it, KPI by KPI."""
    check = check_figures(view, choices)
    if not check.beside:
        st.caption(view.say("state.no_windows"))
        return
    rows = [(view.kpi(row.kpi), row) for row in check.beside]
    narrow = phone()
    draw = partial(published.forest, rows, narrow, view.language, view.theme)
    name = "claims forest, narrow" if narrow else "claims forest"
    draw_plot(draw_once(view, choices, LED_BY_FORMATION, name, draw), key)
    _draw_note(view, choices, check, key)


def lines_block(view: View, choices: Choices) -> None:
    """Draw each KPI in words, with what it must be read with, and how far apart the published figures are."""
    for line in claim_lines(view, choices, check_figures(view, choices)):
        st.markdown(line)


def together_block(view: View) -> None:
    """Draw groups of figures about the same thing, and what would have to be true for all of them to hold."""
    words = [together_words(group, view.language) for group in all_together()]
    half = (len(words) + 1) // 2
    for column, lines in zip(st.columns(2, gap="large"), (words[:half], words[half:]), strict=True):
        column.markdown("\n\n".join(lines))


def claim_list_block(view: View) -> None:
    """Draw all figures with their reasons, filtered by match and subject, and searchable."""
    reason = switch(view, keys.MATCH, view.say("claims.reason"), LISTED, "match")
    search, subject = st.columns([3, 2])
    text = search.text_input(
        view.say("claims.search"),
        key="claim_search",
        type="search",
        placeholder=view.say("claims.example"),
        persist_state="session",
    )
    topic = subject.selectbox(
        view.say("claims.topic"),
        (ALL, *dict.fromkeys(claim.theme for claim in claims())),
        key="claim_topic",
        format_func=lambda code: _topic(view, code),
        persist_state="session",
    )
    shown = [
        claim
        for claim in claims()
        if reason in (ALL, claim.match) and topic in (ALL, claim.theme) and _matches(view, claim, text or "")
    ]
    st.caption(view.say("claims.found", n=str(len(shown)), all=str(len(claims()))))
    if shown:
        st.table(_table(view, shown), hide_index=True, border="horizontal", alt=view.say("claims.listed"))
    else:
        st.caption(view.say("claims.nothing"))


def _topic(view: View, code: str) -> str:
    if code == ALL:
        return view.say("topic.all")
    about = [claim for claim in claims() if claim.theme == code]
    placed = sum(claim.placed for claim in about)
    return view.say("topic.counted", topic=view.say(f"topic.{code}"), n=str(len(about)), placed=str(placed))


def _matches(view: View, claim: Claim, text: str) -> bool:
    words = " ".join(
        (claim.section, metric(claim, view.language), source(claim, view.language), why(claim, view.language))
    )
    return all(part in words.casefold() for part in text.casefold().split())


def _table(view: View, shown: Sequence[Claim]) -> pd.DataFrame:
    """Three columns that wrap, so that they can be read on a phone."""
    rows = [
        (
            f"§{claim.section}",
            f"{view.say('claims.cell', name=metric(claim, view.language), figure=format_claim(claim, view.language))}"
            f"  \n:small[:gray[{source(claim, view.language)}]]",
            why(claim, view.language),
        )
        for claim in shown
    ]
    return pd.DataFrame(rows, columns=[view.say(f"column.{name}") for name in ("section", "stated", "why")])


def _draw_note(view: View, choices: Choices, check: ClaimCheck, key: str) -> None:
    """What the marks mean, and behind it definition, caveats and SQL of every KPI in the figure."""
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.caption(view.say("claims.diamonds"), width="content")
        with st.popover(view.say("note.open"), type="tertiary", key=f"note_{key}"):
            for row in check.beside:
                kpi, passport = view.kpi(row.kpi), row.comparison.passport
                st.markdown(f"**{name_of(kpi, view.language)}**  \n{definition_of(kpi, view.language)}")
                caveats = kpi.pitfalls_zh if view.language == "zh" else kpi.pitfalls_en
                months = view.say("note.months", months=formats.months(passport.months, view.language))
                st.caption(f"{caveats}  \n{months}")
                st.code(passport.sql or "–", language="sql", wrap_lines=True)
            draw_numbers(view, (_number(view, choices),))
            _download(view, choices, check, f"note_{key}")


def _number(view: View, choices: Choices) -> str:
    return view.ask.state(check_claims, choices.before, choices.after).number


def _download(view: View, choices: Choices, check: ClaimCheck, key: str) -> None:
    snapshot = view.snapshot.id
    head = (
        (view.say("csv.title"), view.say("claims.title")),
        (view.say("csv.before_months"), "…".join(choices.before or ("–",))),
        (view.say("csv.after_months"), "…".join(choices.after or ("–",))),
        (view.say("csv.as_of"), view.day),
        (view.say("csv.snapshot"), snapshot),
        (view.say("csv.passports"), _number(view, choices)),
    )
    st.download_button(
        view.say("claims.data", n=str(len(check.claims))),
        data=lambda: csv_bytes(head, claim_rows(check, view.language)),
        file_name=f"milepost_claims_{snapshot}.csv",
        mime="text/csv",
        key=f"csv_{key}",
        on_click="ignore",
        type="tertiary",
        icon=":material/download:",
    )
