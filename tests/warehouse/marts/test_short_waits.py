"""Waits under a minute, said to be that where they are printed."""

from pathlib import Path

import pytest

from cli.main import main
from cli.publishing import publish
from tests.kit.loading import home, run

SAID = "1 minute stands for under 1 minute: shorter waits are not told apart"
SOURCE = '[[source]]\ntable = "service_contacts"\nfile = "c.csv"\nas_of = 2021-04-30\n'
HEADER = "contact_id,channel,handled_by,opened_at,first_response_at\n"


@pytest.mark.parametrize("seconds", ["20", "59"])
def test_a_bot_answers_within_seconds(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    seconds: str,
) -> None:
    rows = "".join(
        f"C{n},app,bot,2021-{month}-05 10:00:00,2021-{month}-05 10:00:{seconds}\n"
        for month in ("02", "03")
        for n in range(40 * int(month), 40 * int(month) + 40)
    )
    run(tmp_path, SOURCE, {"c.csv": HEADER + rows})
    publish(home(tmp_path), lambda line: None)
    monkeypatch.setenv("MILEPOST_HOME", str(home(tmp_path).root))
    capsys.readouterr()
    assert main(["kpi", "first_response_median", "--from", "2021-03", "--to", "2021-03"]) == 0
    assert SAID in capsys.readouterr().out
    spans = ("--before", "2021-02:2021-02", "--after", "2021-03:2021-03")
    assert main(["compare", "first_response_median", *spans]) == 0


def test_longer_waits_need_no_remark(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = "".join(f"C{n},app,bot,2021-03-05 10:00:00,2021-03-05 10:02:00\n" for n in range(40))
    run(tmp_path, SOURCE, {"c.csv": HEADER + rows})
    publish(home(tmp_path), lambda line: None)
    monkeypatch.setenv("MILEPOST_HOME", str(home(tmp_path).root))
    assert main(["kpi", "first_response_median", "--from", "2021-03", "--to", "2021-03"]) == 0
    assert SAID not in capsys.readouterr().out
