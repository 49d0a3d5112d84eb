"""Blocks of the Scenarios page for saved scenarios: saving, comments, locking, links, changes and downloads."""

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
from ui.scenarios.blocks import Desk, say_answer
from ui.scenarios.deciding import draw_decide_button
from ui.scenarios.desk import Laid, shelf
from ui.scenarios.saving import SCENARIOS, bring_back, comment, lock, save, whole_side, withdraw
from ui.scenarios.sheet import is_pending
from ui.view import View
from ui.writing import author_field, draw_said
from warehouse.contract.errors import MilepostError
from warehouse.scenarios.basis import basis_of, changes
from wording import formats

LISTED = 30  # comments, archived scenarios
RENDERERS: Mapping[str, Callable[[Report], bytes]] = {"xlsx": workbook, "pptx": slides}


def keep_block(view: View, desk: Desk) -> None:
    """Draw the result of the last action, what has changed since the open scenario was saved, and the actions."""
    draw_said(SCENARIOS)
    _draw_changes(view, desk)
    current = desk.current
    with st.container(horizontal=True, gap="small"):
        with st.popover(view.say("kept.save"), key="kept_save", icon=":material/save:"):
            _draw_save_form(view, desk)
        if current.saved is not None and not current.edited:
            with st.popover(
                _comments_label(view, current.saved), key="kept_comments", icon=":material/comment:"
            ):
                _comments(view, current.saved)
            with st.popover(view.say("kept.lock"), key="kept_lock", icon=":material/lock:"):
                _draw_lock_form(view, current.saved)
            draw_decide_button(view, current, current.saved)
        with st.popover(view.say("kept.more"), key="kept_more", icon=":material/more_horiz:"):
            _draw_more(view, current)
        with st.popover(view.say("kept.share"), key="kept_share", icon=":material/link:"):
            _draw_share_form(view, desk.laid)
        st.download_button(
            view.say("kept.toml"),
            data=partial(_toml, current.plan),
            file_name=f"{current.code}.toml",
            mime="application/toml",
            key="kept_toml",
            on_click="ignore",
            icon=":material/download:",
        )


def _toml(plan: str) -> bytes:
    return tomli_w.dumps(json.loads(plan)).encode()


def _draw_save_form(view: View, desk: Desk) -> None:
    current = desk.current
    if desk.side is None:
        st.markdown(view.say("kept.cannot_run"))
        return
    if is_pending(current):
        st.markdown(view.say("kept.apply_first"))
        return
    author_field(view, "save")
    again = current.saved is not None and current.saved.name == current.name
    number = current.saved.key.number + 1 if again and current.saved is not None else 1
    words = (
        view.say("kept.save_version", name=current.name, n=str(number))
        if again
        else view.say("kept.save_new", name=current.name)
    )
    st.button(
        words,
        key="kept_save_now",
        type=view.main_button,
        on_click=partial(save, view, desk.laid, current),
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
    for entry in written[-LISTED:]:
        at = formats.moment(entry.written_at, view.snapshot.company.timezone)
        st.caption(view.say("kept.comment_head", by=entry.written_by, at=at, n=str(entry.key.number)))
        st.text(entry.text)
    author_field(view, "comment")
    widget = f"comment_{version.key}"
    st.text_area(view.say("kept.comment"), key=widget, max_chars=2_000)
    st.button(
        view.say("kept.comment_now"),
        key="kept_comment_now",
        on_click=partial(comment, view, version.key, widget),
    )


def _draw_lock_form(view: View, version: Version) -> None:
    if version.locked_at is not None:
        at = formats.moment(version.locked_at, view.snapshot.company.timezone)
        st.markdown(view.say("kept.locked", by=version.locked_by or "", at=at))
        return
    author_field(view, "lock")
    st.caption(view.say("kept.lock_help"))
    sure = st.checkbox(view.say("kept.lock_sure"), key=f"lock_sure_{version.key}")
    st.button(
        view.say("kept.lock_now", n=str(version.key.number)),
        key="kept_lock_now",
        type=view.main_button,
        disabled=not sure,
        on_click=partial(lock, view, version.key),
    )


def _draw_more(view: View, current: Laid) -> None:
    """What is seldom needed: archiving the open scenario, and those that are archived."""
    author_field(view, "more")
    version = current.saved
    if version is not None and version.withdrawn_at is None and not current.edited:
        st.markdown(f"**{view.say('kept.withdraw', name=version.name)}**")
        st.caption(view.say("kept.withdraw_help"))
        away = partial(withdraw, view, current, version.key)
        st.button(view.say("kept.withdraw_now"), key="kept_withdraw", on_click=away)
    st.markdown(f"**{view.say('kept.archived')}**")
    try:
        archived = shelf().list_withdrawn()
    except MilepostError:
        st.markdown(view.say("desk.unreachable"))
        return
    if not archived:
        st.caption(view.say("kept.none_archived"))
    for listed in archived[:LISTED]:
        st.button(
            view.say("kept.bring_back", name=listed.name),
            key=f"kept_back_{listed.code}",
            type="tertiary",
            on_click=partial(bring_back, view, listed.code, listed.name),
        )


def _draw_share_form(view: View, laid: tuple[Laid, ...]) -> None:
    """A link that opens the same comparison; what is not saved cannot be in it."""
    loose = [scenario.name for scenario in laid if scenario.edited]
    if loose:
        st.markdown(view.say("kept.save_first", names=view.say("format.comma").join(loose)))
        return
    query = address.with_choices({}) | {keys.PLANS: [scenario.code for scenario in laid]}
    base = (st.context.url or "").partition("?")[0]
    st.code(f"{base}?{urlencode(query, doseq=True)}", language=None, wrap_lines=True)


def _draw_changes(view: View, desk: Desk) -> None:
    """Draw what has changed since the open scenario was saved."""
    current = desk.current
    if current.saved is None or current.edited or desk.side is None:
        return
    differences = changes(current.saved.basis, basis_of(current.ask.snapshot, whole_side(current)))
    if not differences:
        return
    at = formats.moment(current.saved.saved_at, view.snapshot.company.timezone)
    old = is_old_definition(differences)
    head = view.say("changed.definition" if old else "changed.data", at=at, by=current.saved.saved_by)
    lines = "\n".join(f"- {line}" for line in describe_changes(view, differences, desk.names))
    if old:
        st.warning(f"{head}\n{lines}", icon=":material/history:")
    else:
        with st.expander(head, icon=":material/history:"):
            st.markdown(lines)


def downloads_block(view: View, desk: Desk) -> None:
    """Draw a download of the compared scenarios per format; each file is made when it is asked for."""
    if not desk.sides:
        return

    def build(kind: str) -> bytes:
        snapshot = desk.current.ask.snapshot
        setting = Setting(
            company=snapshot.company.report_name_in(view.language),
            colour=snapshot.company.report_colour,
            currency=view.currency,
            timezone=snapshot.company.timezone,
            as_of=snapshot.as_of,
            made_at=datetime.now(UTC).replace(tzinfo=None, microsecond=0),
            initiatives=desk.names,
            units={code: names[view.language] for code, names in _units(view).items()},
            proven=desk.proven,
            language=view.language,
        )
        sides = [(side.plan.name, side, split) for side, split in zip(desk.sides, desk.splits, strict=True)]
        return RENDERERS[kind](scenario_report(sides, desk.ranking, say_answer(view, desk), setting))

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
