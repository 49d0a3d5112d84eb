"""Blocks of the Reports page: ordering a report, making it, and downloading it."""

import json
import time
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime

import streamlit as st

from reports.executive.report import SECTIONS, executive_pack, list_wanted
from reports.executive.scenarios import ChosenPlan
from reports.files import FORMATS, ending_of, files_of
from reports.pdf import office
from reports.template import read_template
from state.database import state_of
from state.passports import Passports
from state.records import Key, Listed
from ui.decisions.decide import open_decisions
from ui.memory import open_kept
from ui.reports.order import Made, Order
from ui.reports.words import EXECUTIVE, book_of
from ui.scenarios.desk import shelf
from ui.view import View
from warehouse.contract.errors import MilepostError
from warehouse.contract.store import Home
from wording import formats
from wording.choices import Choices
from wording.reader import Reader
from wording.words import LANGUAGES

USUAL = ("pptx", "xlsx")
MOST = 4  # scenarios
_MADE = "report_made"  # session: the report that was made last


def order_block(view: View, choices: Choices) -> Order:
    """Draw the choices of a report, each with a usual default, and return the order."""
    st.caption(view.say("reports.executive_about"))
    left, right = st.columns(2, gap="large")
    with left:
        sections = _choose(view, "sections", SECTIONS, SECTIONS, "section")
        scenarios = _scenarios(view)
    with right:
        others = (view.language, *(code for code in LANGUAGES if code != view.language))
        language = st.segmented_control(
            view.say("reports.language"),
            others,
            default=view.language,
            required=True,
            format_func=lambda code: view.say(f"language.{code}"),
            key="report_language",
            persist_state="session",
        )
        kinds = _choose(view, "formats", FORMATS, USUAL, "format_of")
        full = st.toggle(view.say("reports.full"), key="report_full", persist_state="session")
        if "pdf" in kinds and office() is None:
            st.caption(view.say("reports.no_office"))
    return Order(
        language=language or view.language,
        choices=choices,
        sections=sections,
        scenarios=scenarios,
        formats=kinds,
        full=full,
    )


def _choose(
    view: View, name: str, options: tuple[str, ...], usual: tuple[str, ...], family: str
) -> tuple[str, ...]:
    picked = st.pills(
        view.say(f"reports.{name}"),
        options,
        selection_mode="multi",
        default=usual,
        format_func=lambda code: view.say(f"{family}.{code}"),
        key=f"report_{name}",
        persist_state="session",
        wrap=True,
    )
    return tuple(option for option in options if option in (picked or ()))


def _scenarios(view: View) -> tuple[str, ...]:
    """The saved scenarios chosen; a note where there are none or they cannot be read."""
    try:
        saved: Mapping[str, Listed] = {
            str(scenario.newest): scenario for scenario in shelf().list_scenarios()
        }
    except MilepostError:
        st.caption(view.say("desk.unreachable"))
        return ()
    if not saved:
        st.caption(view.say("reports.no_saved"))
        return ()
    return tuple(
        st.multiselect(
            view.say("reports.scenarios"),
            tuple(saved),
            format_func=lambda key: view.say(
                "reports.version", name=saved[key].name, n=str(saved[key].newest.number)
            ),
            max_selections=MOST,
            placeholder=view.say("reports.no_scenarios"),
            key="report_scenarios",
            select_all=False,
            persist_state="session",
        )
    )


def build_block(view: View, order: Order) -> None:
    """Draw the button that makes the report, the progress, and the report made last."""
    if not order.sections or not order.formats:
        st.caption(view.say("reports.nothing_chosen"))
    elif st.button(
        view.say("reports.build"), type=view.main_button, icon=":material/description:", key="build"
    ):
        try:
            template = read_template(Home.from_environment(), view.snapshot.company)
        except MilepostError as error:
            st.error(str(error))
            return
        with st.status(view.say("reports.building")) as status:
            try:
                st.session_state[_MADE] = _make(view, order, template)
                status.update(label=view.say("reports.built"), state="complete", expanded=False)
            except MilepostError:  # what people write cannot be reached: nothing could be asked about later
                st.session_state.pop(_MADE, None)
                status.update(label=view.say("reports.not_built"), state="error", expanded=False)
    made: Made | None = st.session_state.get(_MADE)
    if made is not None:
        _draw_made(view, made, same=made.order == order)


def _make(view: View, order: Order, template: bytes | None) -> Made:
    start, bar = time.monotonic(), st.progress(0.0)

    def show_progress(done: int, everything: int, section: str) -> None:
        words = view.say("reports.progress", section=view.say(f"section.{section}"))
        bar.progress(done / (everything + 1), words)

    reader = Reader(language=order.language, snapshot=view.snapshot, ask=view.ask)
    plans = [_plan(view, key) for key in order.scenarios]
    decisions = open_decisions().list_decisions()
    now = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
    pack = executive_pack(
        reader,
        choices=order.choices,
        sections=order.sections,
        plans=plans,
        decisions=decisions,
        book=book_of(view, order.choices),
        made_at=now,
        full=order.full,
        told=show_progress,
    )
    bar.progress(len(order.sections) / (len(order.sections) + 1), view.say("reports.writing"))
    files = files_of(replace(pack.report, template=template), order.formats)
    # What is on paper must be answerable: its passports are recorded and its snapshot is kept.
    taken = Passports(state_of(Home.from_environment()))
    taken.take(
        EXECUTIVE,
        recipient="",
        snapshot=view.snapshot.id,
        stated=pack.stated,
        expires_on=None,
        by=view.say("reports.by"),
    )
    return Made(
        order=order,
        contents=files.contents,
        endings={kind: ending_of(kind) for kind in files.contents},
        sections=(*list_wanted(order.sections, plans, decisions), "definitions"),
        stated=pack.stated,
        no_pdf=files.no_pdf.code if files.no_pdf else "",
        seconds=time.monotonic() - start,
    )


def _plan(view: View, key: str) -> ChosenPlan:
    """A saved plan; a locked version runs on the snapshot it was locked with."""
    version = shelf().version(Key.parse(key))
    locked = version.locked_at is not None and version.snapshot != view.snapshot.id
    ask = open_kept(version.snapshot, view.ask.scope) if locked else view.ask
    plan = json.dumps(json.loads(version.plan) | {"name": version.name})
    return ChosenPlan(name=version.name, plan=plan, ask=ask)


def _draw_made(view: View, made: Made, same: bool) -> None:
    """The files, what is in them, and how long it took."""
    if not same:
        st.warning(view.say("reports.other_choice"), icon=":material/history:")
    if made.no_pdf:
        st.warning(view.say(f"no_pdf.{made.no_pdf}"), icon=":material/picture_as_pdf:")
    with st.container(horizontal=True, gap="small"):
        for kind, content in made.contents.items():
            st.download_button(
                view.say("reports.take", format=view.say(f"format_of.{kind}")),
                data=content,
                file_name=f"milepost_executive_{view.snapshot.id}_{made.order.language}.{made.endings[kind]}",
                key=f"report_take_{kind}",
                on_click="ignore",
                icon=":material/download:",
            )
    st.caption(
        view.say(
            "reports.made",
            parts=view.say("format.comma").join(view.say(f"section.{section}") for section in made.sections),
            numbers=str(len(made.stated)),
            seconds=formats.digits(made.seconds),
        )
    )
