"""Reports as files: PDF where the program is, CSV that opens right, and the command and the page that make them."""

import csv
import errno
import io
import shutil
import zipfile
from pathlib import Path

import pytest
from pptx import Presentation

from analysis.results import Reason
from cli.main import main
from reports import pdf
from reports.csv_files import csv_files
from reports.description import Panels, Table
from reports.files import files_of
from state.database import state_of
from state.passports import Passports
from tests.kit.a_report import ODD, a_report, small_report
from tests.kit.pages import run, said
from warehouse.contract.errors import MilepostError
from warehouse.contract.store import Home
from warehouse.snapshot.snapshots import Snapshot, current_id
from wording.words import LANGUAGES, Language, say

REPORT = small_report(Reason(code="not over the same months"), "en")


@pytest.fixture(scope="module")
def published(small_home: Home, tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A copy, in whose state is noted what leaves the house."""
    return Home(root=shutil.copytree(small_home.root, tmp_path_factory.mktemp("reports") / "home"))


def program(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """A LibreOffice of our own, the only program there is."""
    path = folder / "soffice"
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:/bin:/usr/bin")


def test_without_the_program_there_is_no_pdf_and_all_else(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert pdf.office() is None
    made = files_of(REPORT, ("pptx", "pdf", "csv"))
    assert made.no_pdf == pdf.NoPdf(code="not installed", detail="")
    assert list(made.contents) == ["pptx", "csv"]


def test_the_program_is_given_the_slides_and_a_profile_of_its_own(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    program(tmp_path, monkeypatch, 'cat report.pptx > report.pdf; echo "$1" >> report.pdf')
    found = pdf.pdf(b"slides ")
    assert isinstance(found, bytes) and found.startswith(b"slides -env:UserInstallation=file:///")
    assert not Path(found.decode().strip().rpartition("file://")[2]).parent.exists()


@pytest.mark.parametrize(
    ("script", "wanted"),
    [
        ("echo loading >&2; echo 'no space' >&2; exit 1", pdf.NoPdf(code="failed", detail="no space")),
        ("exit 0", pdf.NoPdf(code="failed", detail="")),
        ("exec sleep 5", pdf.NoPdf(code="too slow", detail="1 s")),
    ],
)
def test_why_there_is_no_pdf_is_said(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, script: str, wanted: pdf.NoPdf
) -> None:
    monkeypatch.setattr(pdf, "LONGEST_SECONDS", 1)
    program(tmp_path, monkeypatch, script)
    assert pdf.pdf(b"slides") == wanted


@pytest.mark.skipif(pdf.office() is None, reason="LibreOffice is not installed")
def test_a_pdf_has_a_page_per_slide() -> None:
    made = files_of(REPORT, ("pptx", "pdf"))
    slides = len(Presentation(io.BytesIO(made.contents["pptx"])).slides)
    assert made.contents["pdf"].count(b"/Type/Page/") + made.contents["pdf"].count(b"/Type/Page\n") in (
        0,
        slides,
    )
    assert made.contents["pdf"].startswith(b"%PDF-")


@pytest.mark.parametrize("language", LANGUAGES)
def test_csv_holds_every_table_chart_and_record_from_its_header_on_and_the_facts_beside_them(
    simulated_snapshot: Snapshot, language: Language
) -> None:
    report, _ = a_report(simulated_snapshot, 4, language)
    archive = zipfile.ZipFile(io.BytesIO(csv_files(report)))
    parts = [part for page in report.pages for part in page.parts]
    tables = [part for part in parts if isinstance(part, Table)]
    charts = [chart for part in parts if isinstance(part, Panels) for chart in part.charts]
    first, *others = archive.namelist()
    assert len(others) == len(tables) + len(charts) + len(report.data)
    facts = list(csv.reader(io.StringIO(archive.read(first).decode("utf-8-sig"))))
    told = [(name, value.removeprefix("'")) for name, value in facts[2 : 2 + len(report.facts)]]
    assert told == list(report.facts)
    for data, name in zip(report.data, others[-len(report.data) :], strict=True):
        header = archive.read(name).decode("utf-8-sig").partition("\r\n")[0]
        assert header.split(",") == list(data.columns)
    for name in archive.namelist():
        content = archive.read(name)
        assert content.startswith(b"\xef\xbb\xbf")
        rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
        assert len({len(row) for row in rows}) == 1  # the header has a name for each cell
        assert all(not cell.lstrip().startswith(("=", "@", "＝", "＋", "＠")) for row in rows for cell in row)
    text = archive.read(others[0]).decode("utf-8-sig")
    assert f"'{ODD[1]}".replace('"', '""') in text and f"'{ODD[3]}" in text
    assert csv_files(report) == csv_files(report)


def command(home: Home, monkeypatch: pytest.MonkeyPatch, *given: str) -> int:
    monkeypatch.setenv("MILEPOST_HOME", str(home.root))
    monkeypatch.delenv("MILEPOST_STATE", raising=False)
    return main(["report", "executive", *given])


def test_the_command_writes_files_and_notes_what_left_the_house(
    published: Home, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    status = command(
        *(published, monkeypatch, "--out", str(out), "--language", "zh"),
        *("--formats", "pptx,xlsx,csv", "--where", "region=BJ", "--without", "claims,npl_rate"),
    )
    assert status == 0
    snapshot = current_id(published)
    wanted = [out / f"milepost_executive_{snapshot}_zh.{end}" for end in ("pptx", "xlsx", "csv.zip")]
    assert capsys.readouterr().out.splitlines() == [str(path) for path in wanted]
    assert sorted(out.iterdir()) == sorted(wanted)
    deck = Presentation(str(wanted[0]))
    texts = [s.text_frame.text for slide in deck.slides for s in slide.shapes if s.has_text_frame]
    assert any("筛选：地区：北京" in text for text in texts)
    assert say("executive.title_claims", "zh") not in texts
    taken = Passports(state_of(published)).list_taken()[0]
    assert (taken.what, taken.snapshot) == ("executive", snapshot)
    assert (taken.numbers and any(taken.numbers[0] in text for text in texts)) or len(taken.numbers) > 10


def test_a_full_disk_leaves_no_half_of_a_file(
    published: Home, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(path: Path, content: bytes) -> int:
        with path.open("wb") as file:
            file.write(content[:100])
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    assert command(published, monkeypatch, "--out", str(tmp_path), "--formats", "csv") == 1
    assert "No space left" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("given", "said_of_it"),
    [
        (["--formats", "docx"], "--formats docx"),
        (["--formats", ","], "--formats"),
        (["--without", "all"], "--without all"),
        (["--where", "region=XX"], "region=XX"),
        (["--before", "2021"], "--before 2021"),
        (["--scenario", "nothing"], "not a saved scenario"),
        (["--scenario", *("abcdefgh.1",) * 5], "at most 4"),
    ],
)
def test_errors_are_one_line(
    published: Home,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    given: list[str],
    said_of_it: str,
) -> None:
    assert command(published, monkeypatch, "--out", str(tmp_path), *given) == 1
    error = capsys.readouterr().err
    assert said_of_it in error and error.count("\n") == 1
    assert not list(tmp_path.iterdir())


def test_a_pdf_alone_that_cannot_be_made_is_an_error(
    published: Home, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(pdf, "office", lambda: None)
    assert (
        command(published, monkeypatch, "--out", str(tmp_path), "--formats", "pdf", "--without", "clv") == 1
    )
    assert "LibreOffice is not installed" in capsys.readouterr().err


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_makes_what_was_ordered(
    published: Home, monkeypatch: pytest.MonkeyPatch, language: Language
) -> None:
    app = run(published, monkeypatch, "reports", lang=language, region="BJ")
    assert say("reports.no_saved", language) in said(app)
    app.toggle(key="report_full").set_value(language == "zh").run()
    app.button(key="build").click().run()
    words = said(app)
    assert say("section.definitions", language) in words
    deck = Presentation(io.BytesIO(app.session_state["report_made"].contents["pptx"]))
    assert (len(deck.slides) > 8) == (language == "zh")
    assert app.session_state["report_made"].order.choices.where == (("region", ("BJ",)),)
    assert list(app.session_state["report_made"].contents) == ["pptx", "xlsx"]


def test_nothing_is_made_that_could_not_be_asked_about_later(
    published: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unreachable(*_: object, **__: object) -> None:
        raise MilepostError("no database")

    monkeypatch.setattr(Passports, "take", unreachable)
    app = run(published, monkeypatch, "reports")
    app.button(key="build").click().run()
    said(app)
    assert "report_made" not in app.session_state
    assert app.status[0].label == say("reports.not_built", "en")
