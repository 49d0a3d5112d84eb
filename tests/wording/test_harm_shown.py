"""Effects on the worse side stand in what needs attention, on the page and in the executive pack."""

import json
import shutil
from dataclasses import replace
from datetime import datetime

import pytest

from analysis.results import Reason
from asking.books import EMPTY
from cli.main import main
from reports.description import Notes, Page, Range, Report, Table
from reports.executive.report import executive_pack
from tests.kit.asks import asks
from tests.kit.evidence_by_hand import EVIDENCE, PAIRS, a_pair, around
from tests.kit.evidence_published import write_evidence
from tests.kit.initiatives import FALL, HIDDEN
from tests.kit.pages import run, said
from tests.kit.plain_text import plain
from warehouse.contract.scope import Filters
from warehouse.contract.store import Home
from warehouse.effects.evidence import evidence
from warehouse.kpis.headlines import HEADLINES
from warehouse.snapshot.snapshots import Snapshot, open_current
from wording.choices import Choices
from wording.reader import Reader
from wording.scorecard.concerns import EFFECTS, concerns
from wording.words import Language

CHANCE = replace(
    a_pair("ai_approval", "complaint_rate", "ln", around(0.14, 0.07), reason=Reason(code="weak among many")),
    stated=False,
)
FOUND = replace(
    EVIDENCE, pairs=(PAIRS[0], CHANCE, HIDDEN, a_pair("dealer_portal", "csat", "points", FALL, 0.78))
)


@pytest.fixture(scope="module")
def home(small_home: Home, tmp_path_factory: pytest.TempPathFactory) -> Home:
    home = Home(root=shutil.copytree(small_home.root, tmp_path_factory.mktemp("harmed") / "home"))
    write_evidence(home, FOUND)
    return home


@pytest.fixture(scope="module")
def snapshot(home: Home) -> Snapshot:
    return open_current(home)


def lines(snapshot: Snapshot, language: Language, where: Filters = ()) -> list[str]:
    """What is said of effects where attention is asked for."""
    reader = Reader(language=language, snapshot=snapshot, ask=asks(snapshot))
    found = concerns(
        reader, Choices(before=snapshot.windows[0], after=snapshot.windows[1], where=where), HEADLINES
    )
    return [plain(one.words) for one in found if one.code == EFFECTS]


def test_every_effect_on_the_worse_side_needs_attention(snapshot: Snapshot) -> None:
    attributable, hidden, chance = lines(snapshot, "en")
    satisfaction = "**Customer satisfaction (CSAT)** · worse, "
    assert attributable.startswith(f"{satisfaction}-3.10 pp (-5.00 … -1.20) through ")
    assert attributable.endswith("; attributable")
    assert hidden.startswith(f"{satisfaction}fell by at least 1.20 pp through ")
    assert hidden.endswith(": fewer people answered, which hides harm rather than explains it")
    assert " · rose 15.0% (7.25 … 23.4%) where " in chance
    assert chance.endswith(" is live; cannot tell: too weak, given how many were tried")
    told = [line.partition("** · ") for line in lines(snapshot, "zh")]
    assert [kpi for kpi, _, _ in told] == [
        "**客户满意度（CSAT）",
        "**客户满意度（CSAT）",
        "**每千份合同月投诉量",
    ]
    worse = [ending for _, _, ending in told if ending.startswith("恶化，因")]
    assert worse == [told[0][2], told[1][2]]
    assert told[0][2].endswith(" -3.10 个百分点（-5.00 ~ -1.20），可归因")
    assert told[1][2].endswith("至少下降 1.20 个百分点：答复者减少，只会使恶化被低估，不能解释恶化本身")
    assert told[2][2].endswith("相对上升 15.0%（7.25% ~ 23.4%），无法判断：同时检验项较多，证据不足")


def test_of_a_slice_no_effect_is_said(snapshot: Snapshot) -> None:
    assert lines(snapshot, "en", (("channel", ("app",)),)) == []


def test_a_reader_sees_it_on_both_pages(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    scorecard = plain(said(run(home, monkeypatch, "scorecard", lang="en")))
    assert "fell by at least 1.20 pp through" in scorecard
    initiatives = plain(said(run(home, monkeypatch, "initiatives", lang="en", pairs="all")))
    assert "Whole interval on the worse side: 3 of 4 effects (1 attributable, 1 of which only" in initiatives
    assert "are not drawn" not in initiatives  # a goal or not, harm is drawn


def pages(report: Report, tab: str) -> Page:
    return next(page for page in report.pages if page.name == tab)


def test_the_executive_pack_lists_it(snapshot: Snapshot) -> None:
    reader = Reader(language="en", snapshot=snapshot, ask=asks(snapshot))
    choices = Choices(before=snapshot.windows[0], after=snapshot.windows[1], where=())
    made_at = datetime(2026, 1, 15, 8, 30)
    pack = executive_pack(
        reader,
        choices=choices,
        sections=("attention", "initiatives"),
        plans=[],
        decisions=(),
        book=EMPTY,
        made_at=made_at,
        full=True,
        told=lambda *_: None,
    )
    attention = pages(pack.report, reader.say("executive.tab_attention"))
    told = [line for part in attention.parts if isinstance(part, Notes) for line in part.lines]
    assert sum("fell by at least 1.20" in plain(line) for line in told) == 1
    stated = reader.ask.state(evidence)
    assert stated and stated.number in attention.foot
    page = pages(pack.report, reader.say("executive.tab_initiatives"))
    goals, others = (part for part in page.parts if isinstance(part, Table))
    assert [len(goals.rows), len(others.rows)] == [3, 1]  # chance is listed, though it was no goal
    hidden = next(row for row in goals.rows if "at least" in str(row[4]))
    assert [plain(str(cell)) for cell in hidden[4:]] == [
        "worse, at least 1.20 pp",
        "fewer people answered, which hides harm rather than explains it",
    ]
    assert isinstance(hidden[2], Range)
    assert plain(str(others.rows[0][5])) == "too weak, given how many were tried; interval on the worse side"


def test_the_command_marks_it(
    home: Home, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MILEPOST_HOME", str(home.root))
    assert main(["effects", "--initiative", "process_redesign"]) == 0
    head, hidden, *_ = capsys.readouterr().out.splitlines()
    assert hidden[head.index("worse") :].startswith("at least -0.012  answers moved")
    assert main(["effects", "--format", "json"]) == 0
    rows = {row["initiative_id"]: row for row in json.loads(capsys.readouterr().out)}
    assert {code: (row["worse"], row["at_least"]) for code, row in rows.items()} == {
        "process_redesign": (True, pytest.approx(-0.012)),
        "dealer_portal": (True, None),
        "ai_approval": (True, None),  # the last of its two
    }
