"""`milepost pack`: what it writes and writes down, what it says where that cannot be, and how a pack is checked."""

import errno
import hashlib
import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path
from typing import Any

import pytest

from cli.main import main
from reports.files import Files
from reports.partner_pack import handover, review
from reports.partner_pack.report import pack_report
from reports.pdf import NoPdf
from state.database import state_of
from state.decisions import Decisions
from state.passports import Passports
from tests.kit.decisions import record
from tests.kit.packs import CARMAKER, contents_of, home_of, make
from warehouse.contract.errors import MilepostError
from warehouse.contract.store import Home
from warehouse.packs import folder as pack_folder
from warehouse.packs.records import Pack
from warehouse.packs.tables import read_pack
from warehouse.snapshot.snapshots import open_current
from wording.words import LANGUAGES, Language

DECIDED = "lower the commission of this carmaker"


@pytest.fixture
def home(simulated_home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    found = home_of(simulated_home, tmp_path / "home")
    monkeypatch.setenv("MILEPOST_HOME", str(found.root))
    return found


@pytest.fixture
def no_office(monkeypatch: pytest.MonkeyPatch) -> None:
    """Quicker, and what a machine without LibreOffice does."""
    monkeypatch.setattr("reports.files.pdf", lambda slides: NoPdf(code="not installed", detail=""))


@pytest.fixture(scope="module")
def made(simulated_home: Home, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pack that the command has made, in a house that has decided something."""
    place = tmp_path_factory.mktemp("made")
    with pytest.MonkeyPatch.context() as patch:
        home = home_of(simulated_home, place / "home")
        patch.setenv("MILEPOST_HOME", str(home.root))
        patch.delenv("MILEPOST_STATE", raising=False)
        record(Decisions(state_of(home)), DECIDED, "2027-01")
        patch.setattr("reports.files.pdf", lambda slides: NoPdf(code="not installed", detail=""))
        return make(place / "out", CARMAKER)


@pytest.fixture
def pack(made: Path, tmp_path: Path) -> Path:
    """A copy of it to harm."""
    return shutil.copytree(made, tmp_path / "pack")


def test_a_pack_holds_no_decisions(made: Path) -> None:
    """Neither its words nor who answers for it, in any file or part of one."""
    parts = list(contents_of(made))
    assert len(parts) > 20
    for name, content in parts:
        assert DECIDED.encode() not in content and "王芳".encode() not in content, name


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """The one line in which the command fails."""
    capsys.readouterr()
    assert main(["pack", *arguments]) == 1
    lines = capsys.readouterr().err.strip().splitlines()
    assert len(lines) == 1
    return lines[0]


def test_a_pack_is_whole_and_is_written_down(
    home: Home, no_office: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its files are those of the manifest; who, for whom, until when, and the number that verify confirms."""
    folder = make(tmp_path / "out", CARMAKER, "--recipient", "渠道管理部", "--days", "30")
    printed = capsys.readouterr().out
    assert "without review.pdf: LibreOffice not installed" in printed
    assert folder.name == f"{CARMAKER}-2025-12"
    facts = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert {path.name for path in folder.iterdir()} == {*facts["files"], "manifest.json"}
    for name, known in facts["files"].items():
        content = (folder / name).read_bytes()
        assert (hashlib.sha256(content).hexdigest(), len(content)) == (known["sha256"], known["bytes"])
    assert facts["left_out"] == {"review.pdf": "LibreOffice not installed"}
    assert (facts["recipient"], facts["snapshot"]) == ("渠道管理部", open_current(home).id)
    (taken,) = Passports(state_of(home)).list_taken()
    assert (taken.recipient, taken.snapshot, taken.numbers) == (
        "渠道管理部",
        facts["snapshot"],
        (facts["passport"],),
    )
    assert taken.expires_on is not None and taken.expires_on.isoformat() == facts["expires_on"]
    manifest = hashlib.sha256((folder / "manifest.json").read_bytes()).hexdigest()
    assert manifest in taken.what and manifest in printed
    assert main(["verify", facts["passport"]]) == 0
    assert main(["pack", "--check", str(folder)]) == 0
    checked = capsys.readouterr().out
    assert "渠道管理部" in checked and manifest in checked


def test_nothing_is_printed_that_was_not_read_from_the_small_database(
    home: Home, no_office: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def another(path: Path) -> Pack:
        pack = read_pack(path)
        return replace(pack, about=replace(pack.about, recipient="read from the file"))

    monkeypatch.setattr(handover, "read_pack", another)
    folder = make(tmp_path / "out", CARMAKER)
    assert "read from the file" in (folder / "review.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_printed_is_made_of_the_small_database(
    home: Home, no_office: None, tmp_path: Path, language: Language
) -> None:
    """From the file alone, the house being gone, comes the same report; its numbers are those of the file."""
    folder = make(tmp_path / "out", CARMAKER, "--language", language)
    (home.root / "snapshots").unlink()
    pack = read_pack(folder / "snapshot.duckdb")
    report = pack_report(pack, language)
    cells = {(row[1], row[2], row[3]): row for row in report.data[0].rows}
    assert len(cells) >= len(pack.contents.measures) * 2 - 2
    held = {row[8] for row in report.data[0].rows}
    assert held == {cell.value for cell in pack.contents.cells}
    text = " ".join(text for page in report.pages for text in (page.title, page.answer))
    assert "{" not in text
    for chart in [
        chart for page in report.pages for part in page.parts for chart in getattr(part, "charts", ())
    ]:
        assert len(chart.series[0].values) == len(chart.categories)


Damage = Callable[[Path], Any]


@pytest.mark.parametrize(
    ("damage", "complaint"),
    [
        (lambda f: (f / "review.xlsx").write_bytes(b"x"), "review.xlsx: changed"),
        (lambda f: (f / "review.html").unlink(), "review.html: missing"),
        (lambda f: (f / "more.txt").write_text("x"), "more.txt: not a file"),
        (lambda f: (f / "manifest.json").unlink(), "no manifest.json"),
        (lambda f: (f / "manifest.json").write_text("[]"), "cannot be read"),
        (lambda f: restate(f, files=["review.html"]), "cannot be read"),
        (lambda f: restate(f, files={"review.html": "sha256"}), "cannot be read"),
        (lambda f: restate(f, timezone="Nowhere"), "cannot be read"),
        (lambda f: restate(f, timezone="Asia"), "cannot be read"),
        (shutil.rmtree, "no manifest.json"),
    ],
)
def test_a_pack_that_is_not_as_it_was_made(
    pack: Path, capsys: pytest.CaptureFixture[str], damage: Damage, complaint: str
) -> None:
    damage(pack)
    assert complaint in said(capsys, "--check", str(pack))


def restate(folder: Path, **other: object) -> None:
    """Change what the manifest says."""
    path = folder / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8")) | other), encoding="utf-8")


def without_zone(folder: Path) -> None:
    """Make the manifest one of earlier days."""
    path = folder / "manifest.json"
    facts = json.loads(path.read_text(encoding="utf-8"))
    del facts["timezone"]
    path.write_text(json.dumps(facts), encoding="utf-8")


def test_a_manifest_with_a_later_day_has_another_checksum(
    home: Home, no_office: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is not signed: whoever checks a pack compares what was printed when it was made."""
    folder = make(tmp_path / "out", CARMAKER)
    made = capsys.readouterr().out
    restate(folder, expires_on="2099-12-31")
    assert main(["pack", "--check", str(folder)]) == 0
    (line,) = (line for line in capsys.readouterr().out.splitlines() if line.startswith("manifest"))
    assert line.split()[1].rstrip(":") not in made


class NewYearsEve(datetime):
    """A clock that stands at half past midnight of 1 January in Shanghai, when UTC is in the old year."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> "NewYearsEve":
        return cls(2026, 12, 31, 16, 30, tzinfo=UTC)


def test_a_pack_that_has_expired(
    home: Home, no_office: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Valid to the end of its last day in the company's time zone; one that names no zone, in UTC."""
    monkeypatch.setattr(review, "datetime", NewYearsEve)
    folder = make(tmp_path / "out", CARMAKER, "--days", "7")
    end = datetime(2027, 1, 8, 16, tzinfo=UTC)  # midnight in Shanghai
    checked = pack_folder.check(folder, end - timedelta(seconds=1))
    assert (checked.files, f"{checked.expires_on}") == (5, "2027-01-08")
    with pytest.raises(MilepostError, match="expired on 2027-01-08"):
        pack_folder.check(folder, end)
    without_zone(folder)
    assert pack_folder.check(folder, end + timedelta(hours=7)).files == 5
    with pytest.raises(MilepostError, match="expired on 2027-01-08"):
        pack_folder.check(folder, end + timedelta(hours=8))


def test_who_and_where_a_pack_cannot_be_of(
    home: Home, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    assert "no such partner" in said(capsys, "nobody", "--out", str(out))
    assert "several kinds" in said(capsys, "HZF002,JXS0458", "--out", str(out))
    assert "needs PARTNER" in said(capsys, "HZF002")
    assert "needs PARTNER" in said(capsys, ",", "--out", str(out))
    assert "--days" in said(capsys, "HZF002", "--out", str(out), "--days", "0")
    assert "--recipient" in said(capsys, "HZF002", "--out", str(out), "--recipient", "a\nb")
    file = tmp_path / "file"
    file.write_text("x")
    assert "cannot write there" in said(capsys, "HZF002", "--out", str(file))
    assert not out.exists()
    assert Passports(state_of(home)).list_taken() == ()


def test_a_partner_of_whom_there_is_nothing(
    home: Home, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("warehouse.snapshot.snapshots.Snapshot.members", lambda self, dimension: ("HZF003",))
    assert "nothing of it" in said(capsys, "HZF002", "--out", str(tmp_path / "out"))


def test_a_pack_that_is_there_is_only_replaced_where_that_is_said(
    home: Home, no_office: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    folder = make(out, CARMAKER)
    made = (folder / "manifest.json").read_bytes()
    assert "--replace" in said(capsys, CARMAKER, "--out", str(out))
    assert (folder / "manifest.json").read_bytes() == made
    assert make(out, CARMAKER, "--days", "5", "--replace") == folder
    assert (folder / "manifest.json").read_bytes() != made
    assert [path.name for path in out.iterdir()] == [folder.name]


def test_of_two_packs_made_at_once_the_first_stays(tmp_path: Path) -> None:
    with (
        pytest.raises(MilepostError, match="not made"),
        pack_folder.make_folder(tmp_path, "D001-2025-12", False) as later,
    ):
        (later / "a").write_text("later")
        with pack_folder.make_folder(tmp_path, "D001-2025-12", False) as first:
            (first / "a").write_text("first")
    assert [path.read_text() for path in tmp_path.rglob("a")] == ["first"]


@pytest.mark.parametrize("there", [False, True])
def test_a_full_disk_leaves_nothing_half_made(
    home: Home,
    no_office: None,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    there: bool,
) -> None:
    """What was there before stays as it was, and there is nothing beside it."""
    out = tmp_path / "out"
    before = {path.name: path.read_bytes() for path in make(out, CARMAKER).iterdir()} if there else {}

    def full(report: object, formats: object) -> Files:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(handover, "files_of", full)
    assert "No space left" in said(capsys, CARMAKER, "--out", str(out), "--replace")
    left = {path.name: path.read_bytes() for folder in out.iterdir() for path in folder.iterdir()}
    assert left == before


def test_many_partners_have_a_short_name(home: Home, no_office: None, tmp_path: Path) -> None:
    snapshot = open_current(home)
    dealers = [code for code in snapshot.members("partner") if code.startswith("JXS")][:12]
    assert main(["pack", ",".join(dealers), "--out", str(tmp_path / "out")]) == 0
    (folder,) = (tmp_path / "out").iterdir()
    assert folder.name == f"{dealers[0]}+11-more-2025-12"
    assert read_pack(folder / "snapshot.duckdb").contents.band("originations").at == (None,) * 5
