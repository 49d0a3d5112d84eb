"""Who sits before the screen, as far as that is known without a sign-in: the browser, by the mark it gave itself."""

import re
import secrets

import streamlit as st

from door.shell import READER

_ALONE = "person"  # session: the mark of a window whose browser keeps none


def person() -> str:
    """Return the mark of this browser; of a browser without one, a mark that ends with the window."""
    mark = str(st.context.cookies.get(READER))
    if re.fullmatch(r"[0-9a-f]{32}", mark):
        return mark
    return str(st.session_state.setdefault(_ALONE, secrets.token_hex(16)))
