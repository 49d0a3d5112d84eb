"""The status of a KPI is the same on its card, in the report and on the command line."""

import json

import pytest

from cli.main import main
from reports.executive.rows import kpi_table
from tests.kit.asks import asks
from warehouse.contract.store import Home
from warehouse.kpis import KPIS
from warehouse.snapshot.snapshots import Snapshot
from wording.cards.compared import card_of
from wording.choices import Choices
from wording.reader import Reader
from wording.status import status_with_sign


def test_every_kpi_has_one_status_wherever_it_is_shown(
    simulated_home: Home,
    simulated_snapshot: Snapshot,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("MILEPOST_HOME", str(simulated_home.root))
    reader = Reader(language="en", snapshot=simulated_snapshot, ask=asks(simulated_snapshot))
    before, after = simulated_snapshot.windows
    choices = Choices(before=before, after=after, where=())
    statuses = {code: card_of(reader, choices, code).judgement.status for code in KPIS}
    assert len(set(statuses.values())) >= 4
    table = kpi_table("", reader, choices, tuple(KPIS), guarded=False)
    for (code, status), row in zip(statuses.items(), table.rows, strict=True):
        assert str(row[4]).startswith(status_with_sign(status, "en")), code
        assert main(["compare", code, "--format", "json"]) == 0
        assert json.loads(capsys.readouterr().out)[0]["status"] == status, code
