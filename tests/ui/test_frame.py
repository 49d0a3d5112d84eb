"""The frame as Streamlit runs it: rights, scopes, states that are designed, and pages that stay thin."""

import re
from pathlib import Path

import pytest

from tests.kit.pages import ROOT, run, said, words_of
from tests.kit.tree import files
from ui import blocks, view
from warehouse.contract.scope import Scope
from warehouse.contract.store import Home

PAGES = files(ROOT / "pages", "[a-z]*.py")


def as_reader(monkeypatch: pytest.MonkeyPatch, scope: Scope | None) -> None:
    monkeypatch.setattr(view, "scope_of_reader", lambda: scope)


@pytest.mark.parametrize(
    ("page", "title"), [("approval", "Approval time"), ("risk", "Risk"), ("data_health", "Data health")]
)
def test_every_page_is_drawn_whole(
    small_home: Home, monkeypatch: pytest.MonkeyPatch, page: str, title: str
) -> None:
    app = run(small_home, monkeypatch, page)
    assert said(app)
    assert app.title[0].value == title


@pytest.mark.parametrize("page", ["approval", "risk", "data_health"])
def test_a_reader_without_rights_sees_that_and_nothing_else(
    small_home: Home, monkeypatch: pytest.MonkeyPatch, page: str
) -> None:
    as_reader(monkeypatch, None)
    app = run(small_home, monkeypatch, page)
    assert "Not for this account" in said(app)
    assert not app.title
    assert "Data to" not in said(app)


def test_load_logs_are_for_the_house_even_by_direct_link(
    small_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    as_reader(monkeypatch, Scope(partners=("D001",)))
    assert "Not for this account" in said(run(small_home, monkeypatch, "data_health"))


def test_one_reader_s_answers_are_never_served_to_another(
    small_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same page, asked by the house, by one partner, by two, by the house again: four different keys."""

    def cases() -> str:
        found = re.search(r"\(n ([\d,.k]+)\) compared with", said(run(small_home, monkeypatch, "approval")))
        assert found
        return found[1]

    house = cases()
    as_reader(monkeypatch, Scope(partners=("D001",)))
    one = cases()
    as_reader(monkeypatch, Scope(partners=("D001", "D002")))
    two = cases()
    monkeypatch.undo()
    assert len({house, one, two}) == 3
    assert cases() == house


def test_a_reader_is_offered_only_partners_of_the_scope(
    small_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    as_reader(monkeypatch, Scope(partners=("D001", "D002")))
    app = run(small_home, monkeypatch, "approval")
    assert sorted(app.multiselect(key="members_partner").options) == ["众诚001店", "众诚002店"]


def test_what_breaks_in_one_part_is_numbered_and_the_rest_stays(
    small_home: Home, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("secret of the machine")

    monkeypatch.setattr(blocks, "trend_block", broken)
    app = run(small_home, monkeypatch, "approval")
    text = words_of(app)
    number = re.search(r"administrator: ([0-9a-f]{8})", text)
    assert number and number[1] in caplog.text
    assert "secret of the machine" not in text
    assert "Where the time goes" in "".join(s.value for s in app.subheader)
    assert not app.exception


@pytest.mark.parametrize("page", ["approval", "data_health", "meeting", "scorecard"])
@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "there is no sign-in"), ("zh", "未启用登录：能访问此地址的任何人均可查看全部数据。")],
)
def test_every_page_says_that_nobody_signs_in_where_others_may_reach_it(
    small_home: Home, monkeypatch: pytest.MonkeyPatch, page: str, language: str, words: str
) -> None:
    assert not run(small_home, monkeypatch, page, lang=language).error
    monkeypatch.setenv("MILEPOST_INSECURE_NO_SIGN_IN", "yes")
    (banner,) = run(small_home, monkeypatch, page, lang=language).error
    assert words in banner.value


def test_nothing_published_is_a_state_not_an_exception(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "Nothing published yet" in said(run(Home(root=tmp_path), monkeypatch, "approval"))


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.stem))
def test_a_page_opens_its_own_view_and_holds_no_sql_and_no_arithmetic(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 60
    assert "open_view(" in text
    assert not re.search(r"\bselect\b.*\bfrom\b|groupby|\.sum\(|:[.,]\d?[%f]", text)


DRAWN = [
    path for top in ("ui", "figures", "wording", "reports", "pages") for path in files(ROOT / top, "*.py")
]


@pytest.mark.parametrize("path", DRAWN, ids=lambda path: str(path.relative_to(ROOT)))
def test_colours_stand_in_the_theme_only(path: Path) -> None:
    if path != ROOT / "wording" / "theme.py":
        assert not re.search(r"#[0-9A-Fa-f]{6}\b", path.read_text(encoding="utf-8"))
