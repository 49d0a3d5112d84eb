"""Members of a company's dimensions in any script, with blanks and quotes, from the file to page and command line.

Forty applications a region, submitted on 1 March 2021 and approved, or declined, the next day:

    region              四川 省    O'Higgins    Ñuble; drop table cells --
    approved            30        20           10
"""

import json
from pathlib import Path

import pytest

from cli.main import main
from cli.publishing import publish
from tests.kit.loading import home, run
from tests.kit.pages import run as opened
from tests.kit.pages import said
from warehouse.snapshot.snapshots import open_current

REGIONS = {"四川 省": 30, "O'Higgins": 20, "Ñuble; drop table cells --": 10}
EACH = 40
HEADER = "application_id,product,channel,region,score_band,submitted_at,decided_at,outcome\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("words")
    rows = "".join(
        f"{region}{n},新车 贷款,经销商,{region},一 级,2021-03-01 08:00,2021-03-02 08:00,"
        f"{'approved' if n < approved else 'declined'}\n"
        for region, approved in REGIONS.items()
        for n in range(EACH)
    )
    source = '[[source]]\ntable = "applications"\nfile = "a.csv"\nas_of = 2021-06-30\n'
    labels = '[labels.region]\n"四川 省" = { en = "Sichuan", zh = "四川" }\n'
    report = run(folder, labels + source, {"a.csv": HEADER + rows})
    assert (report.stopped, report.files[0].rejected) == ("", 0)
    publish(home(folder), lambda line: None)
    return folder


def values(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, object]]:
    months = ("--from", "2021-03", "--to", "2021-03", "--format", "json")
    assert main(["kpi", "approval_rate", *arguments, *months]) == 0
    found: list[dict[str, object]] = json.loads(capsys.readouterr().out)
    return found


def test_on_the_command_line(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MILEPOST_HOME", str(home(folder).root))
    by_region = {row["region"]: row["value"] for row in values(capsys, "--by", "region")}
    assert by_region == pytest.approx({region: approved / EACH for region, approved in REGIONS.items()})
    for region, approved in REGIONS.items():
        (row,) = values(capsys, "--where", f"region={region}")
        assert row["value"] == pytest.approx(approved / EACH)
    (row,) = values(capsys, "--where", *(f"region={region}" for region in REGIONS), "product=新车 贷款")
    assert (row["value"], row["n"]) == (pytest.approx(60 / 120), 120)


def test_members_are_kept_and_shown_as_delivered(folder: Path) -> None:
    snapshot = open_current(home(folder))
    assert set(snapshot.members("region")) == set(REGIONS)
    assert snapshot.members("score_band") == ("一 级",)


@pytest.mark.parametrize("region", REGIONS)
def test_on_a_page(folder: Path, monkeypatch: pytest.MonkeyPatch, region: str) -> None:
    """The address names the member itself; a word in the settings stands for it on the screen."""
    app = opened(home(folder), monkeypatch, "approval", region=region)
    assert said(app)
    assert app.query_params["region"] in (region, [region])
    shown = "Sichuan" if region == "四川 省" else region
    assert any(shown in words for words in app.multiselect(key="members_region").options)
    assert app.multiselect(key="members_region").value == [region]
