"""Downtime by hand."""

from datetime import datetime
from pathlib import Path

import pandas as pd
import pytest

from analysis.results import COUNTED, NO_SYSTEM_AGREED
from cli.publishing import publish
from tests.kit.facts import a_company, write_facts
from tests.kit.publishing import ask, published
from warehouse.contract.errors import MilepostError
from warehouse.contract.scope import WHOLE_HOUSE
from warehouse.contract.store import Home
from warehouse.query.query import compare
from warehouse.snapshot.snapshots import open_current


def test_overlapping_downtime_counts_once_and_stops_at_the_months_end(tmp_path: Path) -> None:
    """
    system  down (Shanghai)                              minutes
    core    1 March 10:00–12:00, 11:00–13:00, 11:10–11:20   180 in March
    core    31 March 23:00 – 1 April 01:00                   60 in March, 60 in April
    core    20 April 23:30 – not restored (cut-off 21 April 00:00)   30 in April
    app     none
    mail    5 March, an hour: not agreed in the settings
    core    security incident of a day: no downtime

    agreed: March 31 × 1,440 each, April 20 × 1,440 each.
    """
    rows = [
        ("core", "availability", "2021-03-01 10:00", "2021-03-01 12:00"),
        ("core", "availability", "2021-03-01 11:00", "2021-03-01 13:00"),
        ("core", "availability", "2021-03-01 11:10", "2021-03-01 11:20"),
        ("core", "availability", "2021-03-31 23:00", "2021-04-01 01:00"),
        ("core", "availability", "2021-04-20 23:30", None),
        ("mail", "availability", "2021-03-05 10:00", "2021-03-05 11:00"),
        ("core", "security", "2021-03-06 00:00", "2021-03-07 00:00"),
    ]
    incidents = pd.DataFrame(rows, columns=["system", "kind", "started_at", "restored_at"])
    for column in ("started_at", "restored_at"):
        incidents[column] = pd.to_datetime(incidents[column]) - pd.Timedelta(hours=8)
    incidents["incident_id"] = [f"I{n}" for n in range(len(rows))]
    home = Home(root=tmp_path)
    company = a_company(availability={"systems": {"core": "24x7", "app": "24x7"}})
    write_facts(home, company, datetime(2021, 4, 20, 16), incidents=incidents)
    publish(home, lambda line: None)
    snapshot = open_current(home)
    found = snapshot.frame(
        "select strftime(month, '%m') as month, system, agreed_minutes::double, down_minutes::double from downtime "
        "order by all"
    )
    assert list(found.itertuples(index=False, name=None)) == [
        ("03", "app", 31 * 1440, 0),
        ("03", "core", 31 * 1440, 240),
        ("04", "app", 20 * 1440, 0),
        ("04", "core", 20 * 1440, 90),
    ]
    march = ask(snapshot, "availability", ("2021-03", "2021-03")).estimate
    assert march.value == pytest.approx(1 - 240 / (2 * 31 * 1440), rel=1e-12)
    assert march.interval_reason == COUNTED


def test_without_an_agreed_system_availability_says_so(tmp_path: Path) -> None:
    """An incident there is; what is missing is the agreement that it is measured by."""
    incidents = pd.DataFrame({"incident_id": ["1"], "system": "core", "kind": "availability"})
    started = pd.Timestamp("2021-03-10")
    incidents = incidents.assign(started_at=started, restored_at=started + pd.Timedelta(hours=1))
    snapshot = published(tmp_path, datetime(2021, 6, 30, 16), incidents=incidents)
    for months in (None, ("2021-03", "2021-03")):
        assert ask(snapshot, "availability", months).estimate.reason == NO_SYSTEM_AGREED


def test_a_month_without_incidents_is_a_quiet_one(tmp_path: Path) -> None:
    """Down for an hour in January and in April, never else; cut-off 30 June. February and March count as 100 %."""
    started = pd.to_datetime(["2021-01-10", "2021-04-10"])
    incidents = pd.DataFrame({"incident_id": ["1", "2"], "system": "core", "kind": "availability"})
    incidents = incidents.assign(started_at=started, restored_at=started + pd.Timedelta(hours=1))
    home = Home(root=tmp_path)
    company = a_company(availability={"systems": {"core": "24x7"}})
    write_facts(home, company, datetime(2021, 6, 30, 16), incidents=incidents)
    publish(home, lambda line: None)
    snapshot = open_current(home)
    quiet = ask(snapshot, "availability", ("2021-02", "2021-03"))
    assert (quiet.estimate.value, quiet.young_months) == (1, ())
    quarters = ("2021-01", "2021-03"), ("2021-04", "2021-06")
    found = compare(
        snapshot,
        kpi_code="availability",
        before=quarters[0],
        after=quarters[1],
        by=(),
        where=(),
        scope=WHOLE_HOUSE,
    )
    assert (len(found.months_before), len(found.months_after)) == (3, 3)
    before = found.changes[0].before.estimate.value
    assert before == pytest.approx(1 - 60 / ((31 + 28 + 31) * 1440))


def test_hours_that_are_not_understood_are_refused() -> None:
    with pytest.raises(MilepostError, match="24x7"):
        a_company(availability={"systems": {"core": "9 to 5"}})
