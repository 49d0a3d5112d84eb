"""The Initiatives page as Streamlit runs it, on evidence written by hand and without any."""

import re
import shutil
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.kit.evidence_by_hand import EVIDENCE
from tests.kit.evidence_published import write_evidence
from tests.kit.pages import run, said
from tests.kit.plain_text import plain
from ui import view
from warehouse.contract.scope import Scope
from warehouse.contract.store import Home
from warehouse.effects.evidence import NOTHING


@pytest.fixture(scope="module")
def published(small_home: Home, tmp_path_factory: pytest.TempPathFactory) -> Home:
    home = Home(root=shutil.copytree(small_home.root, tmp_path_factory.mktemp("known") / "home"))
    write_evidence(home, EVIDENCE)
    return home


def unfold(app: AppTest, key: str) -> str:
    """The words of the page once a folded part has been opened."""
    app.session_state[key] = True
    return plain(said(app.run()))


def test_the_page_answers_first_and_shows_one_number_of_an_effect(
    published: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Approval time: a contribution of e^(0.8 × −0.73) − 1 to the company, e^−0.73 − 1 where live."""
    app = run(published, monkeypatch, "initiatives", lang="en")
    text = plain(said(app))
    assert re.search(r"3 of \d+ initiatives proven", text)  # the company has some of its own, too
    assert "AI approval, approval time: -44.2%" in text
    for words in ("goals an effect is attributable", "No filters here"):
        assert words in text
    assert "51.8" not in text and "conditions hold" not in text  # both are behind "Why?"
    assert "fell 51.8%" in unfold(app, "pair_why") and "conditions hold" in unfold(app, "pair_why")


def test_what_is_folded_is_drawn_when_it_is_opened(published: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    app = run(published, monkeypatch, "initiatives", lang="en")
    assert "attributable to" not in said(app) and "goals are not added" not in said(app)
    assert "attributable to" in unfold(app, "fold_ledger")
    assert "goals are not added" in unfold(app, "fold_money")


def test_a_link_opens_a_pair(published: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    chosen = {"initiative": "data_platform", "kpi": "compliance_check_median", "lang": "en"}
    text = unfold(run(published, monkeypatch, "initiatives", **chosen), "pair_why")
    assert "a trend break, without a comparison group" in text
    assert "none could serve as a comparison" in text


def test_the_keyboard_opens_an_effect_of_the_matrix(published: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    app = run(published, monkeypatch, "initiatives", lang="en")
    app.selectbox(key="points_effects").set_value("smart_service csat").run()
    assert re.search(r"Smart.*, customer satisfaction \(CSAT\): \+", plain(said(app)))


def test_everything_that_was_looked_for_can_be_shown(
    published: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = said(run(published, monkeypatch, "initiatives", pairs="all", lang="en"))
    assert "1 of 20 are not drawn: they were no goals" in text


def test_no_english_stands_among_chinese(published: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    text = said(run(published, monkeypatch, "initiatives", lang="zh", pairs="all"))
    own = text[text.index("举措成效") :]
    own = re.sub(r"`[^`]*`|20251231-\w+|CSAT|CSV|SQL|AI|:green|:gray|:orange-badge", "", own)
    assert not re.search(r"[A-Za-z]{3,}", own), re.findall(r".{20}[A-Za-z]{3,}.{20}", own)


def test_without_evidence_the_roll_out_is_shown_and_no_effect(
    small_home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = Home(root=shutil.copytree(small_home.root, tmp_path / "home"))
    write_evidence(home, NOTHING)
    text = said(run(home, monkeypatch, "initiatives", lang="en"))
    assert "No effect could be looked for yet" in text
    assert "conditions hold" not in text


def test_a_partner_sees_nothing_of_it(published: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(view, "scope_of_reader", lambda: Scope(partners=("D001",)))
    text = said(run(published, monkeypatch, "initiatives", lang="en"))
    assert "No evidence to show" in text
    assert "AI" not in text.replace("AI 审批", "")


def test_a_card_carries_the_attributable_part_of_the_whole_company_only(
    published: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = "in the geometric mean"
    whole = run(published, monkeypatch, "approval", lang="en")
    assert words in said(whole)

    assert words not in said(run(published, monkeypatch, "approval", lang="en", region="GD"))
