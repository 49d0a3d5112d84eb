"""The parts of the Scenarios page about what is kept: saving, locking, comments, links, and what came of the past."""

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import partial
from urllib.parse import urlencode

import streamlit as st
import tomli_w

from reports.description import Report
from reports.pptx.slides import slides
from reports.scenarios.report import scenario_report
from reports.setting import Setting
from reports.xlsx.workbook import workbook
from state.records import Version
from ui import address
from ui.scenarios import keys
from ui.scenarios.basis import describe_changes, is_old_definition
from ui.scenarios.blocks import Desk
from ui.scenarios.desk import Laid, shelf
from ui.scenarios.saving import SCENARIOS, comment, lock, save, withdraw
from ui.scenarios.sheet import is_pending
from ui.view import View
from ui.writing import author_field, draw_said
from warehouse.contract.errors import MilepostError
from warehouse.scenarios.basis import basis_of, changes
from wording import formats
from wording.scenarios.findings import answer

LISTED = 30  # comments
RENDERERS: Mapping[str, Callable[[Report], bytes]] = {"xlsx": workbook, "pptx": slides}


def keep_block(view: View, desk: Desk) -> None:
    """What was just done, what has changed since the open one was saved, and what can be done with it."""
    draw_said(SCENARIOS)
    _draw_changes(view, desk)
    one = desk.one
    with st.container(horizontal=True, gap="small"):
        with st.popover(view.say("kept.save"), key="kept_save", icon=":material/save:"):
            _draw_save_form(view, desk)
        if one.saved is not None and not one.edited:
            with st.popover(_comments_label(view, one.saved), key="kept_comments", icon=":material/comment:"):
                _comments(view, one.saved)
            with st.popover(view.say("kept.lock"), key="kept_lock", icon=":material/lock:"):
                _draw_lock_form(view, desk, one.saved)
        with st.popover(view.say("kept.share"), key="kept_share", icon=":material/link:"):
            _draw_share_form(view, desk.laid)
        st.download_button(
            view.say("kept.toml"),
            data=partial(_toml, one.plan),
            file_name=f"{one.code}.toml",
            mime="application/toml",
            key="kept_toml",
            on_click="ignore",
            icon=":material/download:",
        )


def _toml(plan: str) -> bytes:
    return tomli_w.dumps(json.loads(plan)).encode()


def _draw_save_form(view: View, desk: Desk) -> None:
    one = desk.one
    if desk.side is None:
        st.markdown(view.say("kept.cannot_run"))
        return
    if is_pending(one):
        st.markdown(view.say("kept.apply_first"))
        return
    author_field(view, "save")
    again = one.saved is not None and one.saved.name == one.name
    number = one.saved.key.number + 1 if again and one.saved is not None else 1
    words = (
        view.say("kept.save_version", name=one.name, n=str(number))
        if again
        else view.say("kept.save_new", name=one.name)
    )
    st.button(
        words, key="kept_save_now", type="primary", on_click=partial(save, view, desk.laid, one, desk.side)
    )
    st.caption(view.say("kept.save_help"))


def _comments_label(view: View, version: Version) -> str:
    return view.say("kept.comments", n=str(version.comments))


def _comments(view: View, version: Version) -> None:
    try:
        written = shelf().comments(version.key.code)
    except MilepostError:
        st.markdown(view.say("desk.unreachable"))
        return
    for one in written[-LISTED:]:
        at = formats.moment(one.written_at, view.snapshot.company.timezone)
        st.caption(view.say("kept.comment_head", by=one.written_by, at=at, n=str(one.key.number)))
        st.text(one.text)
    author_field(view, "comment")
    widget = f"comment_{version.key}"
    st.text_area(view.say("kept.comment"), key=widget, max_chars=2_000)
    st.button(
        view.say("kept.comment_now"),
        key="kept_comment_now",
        on_click=partial(comment, view, version.key, widget),
    )


def _draw_lock_form(view: View, desk: Desk, version: Version) -> None:
    if version.locked_at is not None:
        at = formats.moment(version.locked_at, view.snapshot.company.timezone)
        st.markdown(view.say("kept.locked", by=version.locked_by or "", at=at))
        return
    author_field(view, "lock")
    st.caption(view.say("kept.lock_help"))
    st.button(
        view.say("kept.lock_now", n=str(version.key.number)),
        key="kept_lock_now",
        type="primary",
        on_click=partial(lock, view, version.key),
    )
    away = partial(withdraw, view, desk.laid, desk.one, version.key)
    st.button(view.say("kept.withdraw"), key="kept_withdraw", type="tertiary", on_click=away)


def _draw_share_form(view: View, laid: tuple[Laid, ...]) -> None:
    """A link that opens the same comparison; what is not saved cannot be in it."""
    loose = [one.name for one in laid if one.edited]
    if loose:
        st.markdown(view.say("kept.save_first", names=view.say("format.comma").join(loose)))
        return
    query = address.with_choices({}) | {keys.PLANS: [one.code for one in laid]}
    base = (st.context.url or "").partition("?")[0]
    st.code(f"{base}?{urlencode(query, doseq=True)}", language=None, wrap_lines=True)


def _draw_changes(view: View, desk: Desk) -> None:
    """What is another now than when the open one was saved."""
    one = desk.one
    if one.saved is None or one.edited or desk.side is None:
        return
    found = changes(one.saved.basis, basis_of(one.ask.snapshot, desk.side))
    if not found:
        return
    at = formats.moment(one.saved.saved_at, view.snapshot.company.timezone)
    old = is_old_definition(found)
    head = view.say("changed.definition" if old else "changed.data", at=at, by=one.saved.saved_by)
    lines = "\n".join(f"- {line}" for line in describe_changes(view, found, desk.names))
    if old:
        st.warning(f"{head}\n{lines}", icon=":material/history:")
    else:
        with st.expander(head, icon=":material/history:"):
            st.markdown(lines)


def downloads_block(view: View, desk: Desk) -> None:
    """What lies side by side as files, each made when it is asked for."""
    if not desk.sides:
        return

    def build(kind: str) -> bytes:
        snapshot = desk.one.ask.snapshot
        setting = Setting(
            company=snapshot.company.report_name or snapshot.company.name,
            colour=snapshot.company.report_colour,
            currency=view.currency,
            timezone=snapshot.company.timezone,
            as_of=snapshot.as_of,
            made_at=datetime.now(UTC).replace(tzinfo=None, microsecond=0),
            initiatives=desk.names,
            units={code: names[view.language] for code, names in _units(view).items()},
            language=view.language,
        )
        sides = [(side.plan.name, side) for side in desk.sides]
        said = answer(desk.sides, desk.ranking, desk.names, view.currency, view.language)
        return RENDERERS[kind](scenario_report(sides, desk.ranking, said, setting))

    with st.container(horizontal=True, gap="small"):
        for kind in RENDERERS:
            st.download_button(
                view.say(f"kept.{kind}"),
                data=partial(build, kind),
                file_name=f"milepost_scenarios_{view.snapshot.id}.{kind}",
                key=f"kept_{kind}",
                on_click="ignore",
                icon=":material/download:",
            )


def _units(view: View) -> Mapping[str, Mapping[str, str]]:
    return view.ask.labels(view.snapshot.company.statistics_unit)
