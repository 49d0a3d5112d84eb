"""The grid of plans: a row per driver, a column per plan, edited in place; one Apply takes all of them over."""

import json
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from functools import partial

import streamlit as st

from ui.scenarios.blocks import Desk, present_of
from ui.scenarios.desk import Laid
from ui.scenarios.draft import Draft
from ui.scenarios.initiative_fields import cost_field, percent_field, start_field
from ui.scenarios.sheet import Sheet, apply_all, draft_of, is_pending, refusal_of, start_again
from ui.view import View
from ui.viewport import phone
from warehouse.scenarios.fields import Impossible
from wording import formats
from wording.scenarios.differences import say_differences

Cell = Callable[[Sheet], None]
Differs = Callable[[Draft, Draft], bool]  # whether two drafts hold different things in a row

MARK = ":orange[●]"  # of a cell that differs from the first plan's
COSTS = ("cost_once", "cost_per_month")
NAMES_WIDTH, PLAN_WIDTH = 3, 4


def plan_grid(view: View, desk: Desk) -> None:
    """Draw the grid, Apply, and what each plan changes of the first; on a phone one plan at a time."""
    sheets = [_sheet(view, laid) for laid in desk.laid]
    shown = [sheet for sheet in sheets if sheet.laid.code == desk.current.code] if phone() else sheets
    with st.container(gap="xsmall"):
        _row(shown, sheets[0], view.say("form.name"), _draw_name, lambda mine, its: False)
        _row(shown, sheets[0], view.say("form.months"), _draw_months, _differ_in_months)
        for code in _list_codes(sheets):
            name = desk.names.get(code, code)
            with st.expander(name) if phone() else nullcontext():
                _initiative_rows(shown, sheets, code, name)
    _apply_row(view, sheets)
    if len(desk.laid) > 1:
        first, *others = (json.loads(laid.plan) for laid in desk.laid)
        last = desk.present.baseline.last_month
        tell = partial(say_differences, names=desk.names, currency=view.currency, language=view.language)
        lines = [tell(first, other, last) for other in others]
        st.caption(view.say("grid.note", mark=MARK))
        st.markdown("\n".join(f"- {line}" for line in lines))


def _sheet(view: View, laid: Laid) -> Sheet:
    draft = draft_of(laid, json.loads(laid.plan))
    return Sheet(view=view, laid=laid, draft=draft, present=present_of(laid), in_grid=True)


def _list_codes(sheets: Sequence[Sheet]) -> list[str]:
    """The initiatives of any of the plans, in the order in which they first occur."""
    return list(dict.fromkeys(each["code"] for sheet in sheets for each in sheet.draft.get("initiative", [])))


def _row(sheets: Sequence[Sheet], first: Sheet, label: str, draw: Cell, differ: Differs) -> None:
    """A row: its name, and a cell per plan, marked where it holds something else than that of the first plan."""
    head, *cells = st.columns([NAMES_WIDTH, *[PLAN_WIDTH] * len(sheets)], vertical_alignment="center")
    head.markdown(label)
    for cell, sheet in zip(cells, sheets, strict=True):
        with cell, st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
            if differ(first.draft, sheet.draft):
                st.markdown(MARK, width="content")
            draw(sheet)


def _draw_name(sheet: Sheet) -> None:
    label = sheet.view.say("form.name")
    sheet.field(st.text_input, ("name",), label, value=sheet.draft["name"], max_chars=80)


def _draw_months(sheet: Sheet) -> None:
    label = sheet.view.say("form.months")
    sheet.field(st.number_input, ("months",), label, value=sheet.draft.get("months"), step=6)


def _initiative_rows(shown: Sequence[Sheet], sheets: Sequence[Sheet], code: str, name: str) -> None:
    """The rows of one initiative: in which plans it is, and its drivers there."""
    view, first = sheets[0].view, sheets[0]
    source = next(each for sheet in sheets if (each := _find(sheet.draft, code)) is not None)
    add = partial(_draw_presence, code=code, source=source)
    _row(shown, first, f"**{name}**", add, partial(_differ_in_presence, code=code))
    currency = formats.say_unit(view.currency, view.language)
    for field in ("start_month", "adoption", *COSTS):
        label = view.say(f"form.{field}", currency=currency)
        draw = partial(_draw_driver, code=code, field=field, label=f"{name}: {label}")
        _row(shown, first, f":gray[{label}]", draw, partial(_differ_in, code=code, field=field))


def _find(draft: Draft, code: str) -> Draft | None:
    initiatives: list[Draft] = [each for each in draft.get("initiative", []) if each["code"] == code]
    return initiatives[0] if initiatives else None


def _differ_in_months(mine: Draft, its: Draft) -> bool:
    return bool(mine.get("months") != its.get("months"))


def _differ_in_presence(mine: Draft, its: Draft, code: str) -> bool:
    return (_find(mine, code) is None) != (_find(its, code) is None)


def _differ_in(mine: Draft, its: Draft, code: str, field: str) -> bool:
    """Whether a driver differs; where one of them lacks the initiative, its first row says so."""
    then, now = _find(mine, code), _find(its, code)
    return then is not None and now is not None and then.get(field) != now.get(field)


def _draw_presence(sheet: Sheet, code: str, source: Draft) -> None:
    """Offer to add the initiative to a plan that lacks it, as another one has it."""
    if _find(sheet.draft, code) is None:
        st.button(
            sheet.view.say("grid.add"),
            key=sheet.key(("grid", code, "add")),
            type="tertiary",
            icon=":material/add:",
            on_click=sheet.relay,
            args=(partial(_add, source),),
        )


def _add(source: Draft, draft: Draft) -> None:
    draft["initiative"] = [*draft.get("initiative", []), source]


def _draw_driver(sheet: Sheet, code: str, field: str, label: str) -> None:
    initiative = _find(sheet.draft, code)
    if initiative is None:
        st.markdown("–")
        return
    at = ("initiative", sheet.draft["initiative"].index(initiative))
    if field == "start_month":
        start_field(sheet, at, initiative, label)
    elif field == "adoption":
        percent_field(sheet, (*at, field), label, initiative.get(field, 1.0), 5.0)
    else:
        cost_field(sheet, (*at, field), label, initiative.get(field))


def _apply_row(view: View, sheets: Sequence[Sheet]) -> None:
    """Apply for all plans, the button that clears what was typed, and which plans were refused."""
    waiting = [sheet.laid for sheet in sheets if is_pending(sheet.laid)]
    with st.container(horizontal=True, vertical_alignment="center"):
        apply = partial(apply_all, sheets)
        st.button(view.say("form.apply"), key="grid_apply", type=view.main_button, on_click=apply)
        if waiting:
            again = partial(_clear, [laid.code for laid in waiting])
            st.button(view.say("form.again"), key="grid_again", type="tertiary", on_click=again)
            st.caption(view.say("form.pending"), width="content")
    for laid in waiting:
        refused = refusal_of(laid.code)
        if refused is not None:
            why = "form.refused" if isinstance(refused[1], Impossible) else "scenarios.not_carried"
            st.markdown(f":red[▲ {laid.name}: {view.say(why)}]")


def _clear(codes: Sequence[str]) -> None:
    for code in codes:
        start_again(code)
