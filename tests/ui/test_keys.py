"""The keys of the address: each is declared once, where the frame finds it, and links carry all of them."""

import ast
from pathlib import Path
from types import ModuleType

import pytest
from streamlit.testing.v1 import AppTest

from tests.kit.tree import files
from ui.address import Key
from ui.frame.link_keys import DECLARING, KEYS, collect_keys

ROOT = Path(__file__).parents[2]
# Links that people keep hold these words: none may change or go.
WORDS = {
    *("lang", "before", "after", "product", "channel", "region", "partner", "segment"),
    *("by", "view", "kpi", "initiative", "ledger", "pack"),
    *("clock", "ending"),
    *("rate", "depth", "late", "over"),
    *("voice", "service", "contact_by"),
    *("series", "growth", "base", "share"),
    *("match",),
    *("pairs", "plan", "waves", "gap", "reach"),
    *("plans", "edit", "trust", "against", "path", "hangs", "deep", "target", "path_came"),
    *("part", "kind", "quality", "course", "weights", "bases", "suppose"),
    *("agenda", "section"),
    "decision",
}
TAKE_A_KEY = {"choose", "read_codes", "from_widget", "switch", "pick", "now", "weights_of", "draw_weights"}
SENDING = """
from ui import address
from ui.frame.link_keys import KEYS

address.begin("scorecard", KEYS)
for key in KEYS:
    address.choose(key, (f"first of {key}", f"second of {key}"))
address.end(KEYS)
"""
RECEIVING = """
import streamlit as st
from ui import address
from ui.frame.link_keys import KEYS

address.begin("scorecard", KEYS)
st.session_state["received"] = {str(key): address.read_codes(key) for key in KEYS}
"""


def trees() -> dict[str, ast.Module]:
    """The modules that may use the address, by their path."""
    paths = [*files(ROOT / "ui", "*.py"), *files(ROOT / "pages", "*.py")]
    return {str(path.relative_to(ROOT)): ast.parse(path.read_text(encoding="utf-8")) for path in paths}


def makes_key(tree: ast.Module) -> bool:
    """Whether a module makes a key of the address; a class of the same name from elsewhere is none."""
    own = {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "ui.address"
        for alias in node.names
        if alias.name == "Key"
    }
    called = [ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return any(name in own or name.endswith("address.Key") for name in called)


def bare_words(tree: ast.Module) -> list[str]:
    """The calls that give a plain word where a key of the address belongs."""
    return [
        ast.unparse(node)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in TAKE_A_KEY
        for given in (*node.args[:2], *(word.value for word in node.keywords if word.arg == "key"))
        if isinstance(given, ast.Constant) and isinstance(given.value, str)
    ]


def test_links_hold_the_words_they_always_held() -> None:
    assert set(KEYS) == WORDS
    assert len(KEYS) == len(WORDS) == 52


def test_the_frame_collects_every_module_of_keys() -> None:
    declared = {
        ".".join(path.relative_to(ROOT).with_suffix("").parts) for path in files(ROOT / "ui", "keys.py")
    }
    assert len(declared) >= 10
    assert declared == {module.__name__ for module in DECLARING}


def test_keys_are_made_in_their_modules_only() -> None:
    making = {path for path, tree in trees().items() if makes_key(tree)}
    assert len(making) >= 10
    assert {Path(path).name for path in making} == {"keys.py"}


def test_no_plain_word_is_used_as_a_key() -> None:
    assert len(trees()) > 100
    assert not {path: calls for path, tree in trees().items() if (calls := bare_words(tree))}


@pytest.mark.parametrize(
    "source", ['address.choose("by", ())', 'switch(view, "by", words)', 'pick(view, key="by", options=())']
)
def test_a_plain_word_is_seen(source: str) -> None:
    assert bare_words(ast.parse(source)) == [ast.unparse(ast.parse(source))]


@pytest.mark.parametrize(
    ("source", "made"),
    [
        ("from ui.address import Key\nBY = Key('by')", True),
        ("from ui.address import Key as K\nBY = K('by')", True),
        ("from ui import address\nBY = address.Key('by')", True),
        ("from state.records import Key\nSAVED = Key('k3v9x2ab', 1)", False),
        ("from ui.address import Key\ndef choose(key: Key): ...", False),
    ],
)
def test_making_a_key_is_seen(source: str, made: bool) -> None:
    assert makes_key(ast.parse(source)) is made


def test_two_pages_cannot_declare_the_same_word() -> None:
    one_page, other_page = ModuleType("one_page"), ModuleType("other_page")
    vars(one_page)["BY"], vars(other_page)["ORDER"] = Key("by"), Key("by")
    assert collect_keys([one_page]) == ("by",)
    with pytest.raises(ValueError, match="other_page: the key by is declared in one_page already"):
        collect_keys([one_page, other_page])


def test_a_link_with_every_key_survives_a_reload() -> None:
    chosen = {word: (f"first of {word}", f"second of {word}") for word in WORDS}
    sending = AppTest.from_string(SENDING).run()
    assert {word: tuple(codes) for word, codes in sending.query_params.items()} == chosen
    receiving = AppTest.from_string(RECEIVING)
    receiving.query_params.update(sending.query_params)
    assert receiving.run().session_state["received"] == chosen
