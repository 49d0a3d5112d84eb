"""The search for a member of a long list: the reader types, the server offers a few, the list is never sent."""

from collections.abc import Sequence
from typing import Literal

import streamlit as st

from ui import address
from ui.keys import DIMENSIONS
from ui.view import View
from wording.choices import name_member
from wording.naming import name_dimension

OFFERED = 20  # members offered at once

_HTML = """
<input type="search" role="combobox" aria-expanded="false" aria-controls="offered" aria-autocomplete="list"
  autocomplete="off" spellcheck="false" style="visibility: hidden">
<div class="offer" hidden><ul role="listbox" id="offered"></ul><p role="status"></p></div>
"""
_CSS = """
:host { position: relative; display: block; }
input, .offer {
  box-sizing: border-box; width: 100%; font: inherit; font-size: 0.875rem; color: var(--st-text-color);
  background: var(--st-background-color); border: 1px solid var(--st-border-color);
  border-radius: var(--st-base-radius);
}
input { height: 2.5rem; padding: 0 0.5rem; }
input::placeholder { color: inherit; opacity: 0.75; }
input:focus-visible { outline: 2px solid var(--st-primary-color); outline-offset: -1px; }
.offer { position: absolute; z-index: 100; min-width: 14rem; margin-top: 0.25rem; max-height: 18rem; overflow: auto; }
.offer[hidden] { display: none; }
.offer.inline { position: static; }
ul { list-style: none; margin: 0; padding: 0.25rem; }
li { padding: 0.375rem 0.5rem; border-radius: var(--st-base-radius); cursor: pointer; }
li[aria-selected="true"], li:hover { background: var(--st-secondary-background-color); }
p { margin: 0; padding: 0.25rem 0.75rem; } p:empty { display: none; }
"""
_JS = """
export default ({ data, parentElement, setTriggerValue }) => {
  const input = parentElement.querySelector("input"), offer = parentElement.querySelector(".offer");
  const list = parentElement.querySelector("ul");
  let at = 0, waiting;
  const items = data.hits.map(([code, name], i) => Object.assign(document.createElement("li"), {
    id: `offer-${i}`, role: "option", textContent: name,
    onpointerdown: (event) => { event.preventDefault(); pick(i); },
  }));
  const pick = (i) => { input.value = ""; show(false); setTriggerValue("picked", data.hits[i][0]); };
  const show = (open) => {
    offer.hidden = !open;
    input.setAttribute("aria-expanded", String(open));
    items.forEach((item, i) => item.setAttribute("aria-selected", String(i === at)));
    if (open && items[at]) input.setAttribute("aria-activedescendant", items[at].id);
    else input.removeAttribute("aria-activedescendant");
    items[at]?.scrollIntoView?.({ block: "nearest" });
  };
  input.placeholder = data.label;
  input.setAttribute("aria-label", data.label);
  input.style.visibility = "visible";  // and not before it has a name
  parentElement.querySelector("p").textContent = data.note;
  offer.classList.toggle("inline", data.inline);
  list.replaceChildren(...items);
  list.setAttribute("aria-label", data.label);
  show(input.value.trim() !== "" && data.asked !== "" && parentElement.activeElement === input);
  input.oninput = () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => setTriggerValue("asked", input.value.trim() || " "), 200);
  };
  input.onblur = () => show(false);
  input.onkeydown = (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && items.length) { at = (at + step + items.length) % items.length; show(true); }
    else if (event.key === "Enter" && !offer.hidden && items.length) pick(at);
    else if (event.key === "Escape" && !offer.hidden) show(false);
    else return;
    event.preventDefault(); event.stopPropagation();
  };
  return () => clearTimeout(waiting);
};
"""
_field = st.components.v2.component("milepost_search", html=_HTML, css=_CSS, js=_JS)


@st.fragment
def draw_search(view: View, dimension: str, picked: Sequence[str], width: int | Literal["stretch"]) -> None:
    """Draw the search field of a dimension, and a button for each selected member that takes it off again.

    Typing runs this fragment alone; a choice runs the page.
    """
    widget = f"search_{dimension}"
    if st.session_state.pop(f"{widget}_picked", False):
        st.rerun()
    with st.container(horizontal=width != "stretch", width="stretch" if width == "stretch" else "content"):
        _draw_field(view, dimension, picked, width)
        for code in picked:
            st.button(
                name_member(view, dimension, code),
                key=f"{widget}_off_{code}",
                icon=":material/close:",
                on_click=_choose,
                args=(dimension, [other for other in picked if other != code]),
            )


def _draw_field(view: View, dimension: str, picked: Sequence[str], width: int | Literal["stretch"]) -> None:
    widget = f"search_{dimension}"
    text = str(st.session_state.get(f"{widget}_text", ""))
    hits = [code for code in find_members(view, dimension, text) if code not in picked]
    data = {
        "label": view.say("filter.search", dimension=name_dimension(dimension, view.language)),
        "asked": text,
        "hits": [(code, name_member(view, dimension, code)) for code in hits[:OFFERED]],
        "note": _note(view, text, len(hits)),
        "inline": width == "stretch",
    }
    _field(
        key=widget,
        data=data,
        width=width,
        on_asked_change=lambda: _ask(widget),
        on_picked_change=lambda: _choose(dimension, [*picked, str(st.session_state[widget]["picked"])]),
    )


def find_members(view: View, dimension: str, text: str) -> list[str]:
    """Return the members of the reader's scope whose code or name holds the text, in order; [] for no text."""
    wanted, labels = text.strip().casefold(), view.ask.labels(dimension)
    if not wanted:
        return []
    return [
        code
        for code in view.ask.members(dimension)
        if wanted in f"{code} {labels.get(code, {}).get(view.language, '')}".casefold()
    ]


def _ask(widget: str) -> None:
    st.session_state[f"{widget}_text"] = str(st.session_state[widget]["asked"] or "").strip()


def _choose(dimension: str, members: Sequence[str]) -> None:
    address.choose(DIMENSIONS[dimension], members)
    st.session_state[f"search_{dimension}_text"] = ""
    st.session_state[f"search_{dimension}_picked"] = True


def _note(view: View, text: str, hits: int) -> str:
    """Words under the offered members: that there is none, or how many more there are."""
    if text and not hits:
        return view.say("filter.search_none", text=text)
    return view.say("filter.search_more", n=str(hits - OFFERED)) if hits > OFFERED else ""
