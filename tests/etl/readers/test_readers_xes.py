"""Event logs: columns, attributes, moments, and a parser that opens no doors."""

import gzip
import json
from pathlib import Path

import pytest

from etl.readers import stage
from tests.kit.staged import a_source, rows, staging
from warehouse.contract.errors import MilepostError

LOG = """<?xml version="1.0" encoding="UTF-8"?>
<!-- a comment -->
<log xmlns="http://www.xes-standard.org/">
  <global scope="event"><string key="concept:name" value="UNKNOWN"/></global>
  <trace>
    <string key="concept:name" value="A1"/>
    <int key="AMOUNT" value="500"/>
    <event>
      <string key="concept:name" value="A_提交 &lt;1&gt;"/>
      <string key="lifecycle:transition" value="COMPLETE"/>
      <string key="org:resource" value="112"/>
      <date key="time:timestamp" value="2012-01-01T00:38:44.546+01:00"/>
      <boolean key="auto" value="true"/><float key="cost" value="1.5"><string key="unit" value="EUR"/></float>
    </event>
    <event><date key="time:timestamp" value="2012-01-02T10:00:00"/></event>
  </trace>
  <trace>
    <string key="concept:name" value="A2"/>
    <list key="codes"><values><string key="code" value="x"/><string key="code" value="y"/></values></list>
    <event><date key="time:timestamp" value="yesterday"/><int key="AMOUNT" value="many"/></event>
  </trace>
  <event><string key="concept:name" value="of no case"/></event>
</log>
"""


@pytest.mark.parametrize("packed", [False, True])
def test_one_row_per_event(tmp_path: Path, packed: bool) -> None:
    path = tmp_path / ("log.xes.gz" if packed else "log.xes")
    path.write_bytes(gzip.compress(LOG.encode()) if packed else LOG.encode())
    first, naive, orphan = rows(path, timezone="Asia/Shanghai")
    assert first[:5] == ("A1", "A_提交 <1>", "COMPLETE", "112", "2011-12-31 23:38:44.546+00")
    assert json.loads(first[5]) == {"AMOUNT": 500}
    assert json.loads(first[6]) == {"auto": True, "cost": 1.5, "cost/unit": "EUR"}
    assert naive[:5] == ("A1", None, None, None, "2012-01-02 02:00:00+00")
    assert orphan[:5] == (None, "of no case", None, None, None)
    assert [row[-1] for row in (first, naive, orphan)] == [1, 2, 4]


def test_attributes_of_a_list_and_of_another_type(tmp_path: Path) -> None:
    (tmp_path / "log.xes").write_text(LOG.replace("yesterday", "2012-01-03"), encoding="utf-8")
    event = rows(tmp_path / "log.xes")[2]
    assert json.loads(event[5]) == {"codes/code": ["x", "y"]}
    assert json.loads(event[6]) == {"AMOUNT": "many"}


@pytest.mark.parametrize("sql", ["", "select case_id, min(at) as at from source group by 1"])
def test_a_time_that_says_no_moment_is_refused(tmp_path: Path, sql: str) -> None:
    """Berlin's clocks went from 02:00 to 03:00 on 31 March 2024, and showed 02:30 of 27 October twice."""
    times = ["2024-03-31T02:30:00", "2024-03-01T25:30:00", "2024-10-27T02:30:00", "2024-03-31T02:30:00Z", ""]
    event = '<event><date key="time:timestamp" value="{}"/></event>'
    event = f'<trace><string key="concept:name" value="{{}}"/>{event}</trace>'
    log = "".join(event.format(f"A{n}", time) for n, time in enumerate(times, 1))
    (tmp_path / "log.xes").write_text(f"<log>{log}</log>")
    with staging(tmp_path) as connection:
        source = a_source(timezone="Europe/Berlin", sql=sql)
        stage(connection, source, tmp_path / "log.xes", "staging.t", {})
        kept = connection.execute(
            """select case_id, "at"::timestamptz::varchar from staging.t order by 1"""
        ).fetchall()
        refused = connection.execute(
            "select record, raw, reason from staging.t_rejects order by 1"
        ).fetchall()
    assert kept == [("A3", "2024-10-27 01:30:00+00"), ("A4", "2024-03-31 02:30:00+00"), ("A5", None)]
    assert [(record, raw) for record, raw, _ in refused] == [(1, times[0]), (2, times[1])]
    assert "the clocks of Europe/Berlin passed over" in refused[0][2]
    assert ": not a time; written" in refused[1][2]


def test_sql_sees_moments_as_moments(tmp_path: Path) -> None:
    (tmp_path / "log.xes").write_text(LOG, encoding="utf-8")
    sql = """
        select case_id as application_id, min(at) as submitted_at, -- at its first event
            max(at) - min(at) as took, any_value(case_attributes ->> 'AMOUNT')::int * 2 as twice
        from source where at is not null group by 1;
    """
    took = "1 day 10:21:15.454"  # 2012-01-02 10:00 UTC less 2011-12-31 23:38:44.546
    assert rows(tmp_path / "log.xes", sql=sql) == [("A1", "2011-12-31 23:38:44.546+00", took, "1000", 1)]


def test_events_are_numbered_across_batches(tmp_path: Path) -> None:
    event = '<event><string key="concept:name" value="{}"/></event>'
    cases = "".join(
        f"<trace>{''.join(event.format(n + k) for k in range(5))}</trace>" for n in range(1, 45_001, 5)
    )
    (tmp_path / "log.xes").write_text(f"<log>{cases}</log>")
    staged = rows(tmp_path / "log.xes", sql="select activity::bigint as n, _record from source")
    assert len(staged) == 45_000
    assert all(int(activity) == record for activity, record in staged)


DOOR = "begins with a document type"
BOMB = """<?xml version="1.0"?><!-- {filler} -->
<!DOCTYPE log [<!ENTITY a "{a}"><!ENTITY b "{b}"><!ENTITY c "{c}">]>
<log><trace><string key="concept:name" value="&c;"/><event/></trace></log>"""


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (
            BOMB.format(filler="x", a="a" * 9999, b="&a;" * 9999, c="&b;" * 9999),
            "begins with a document type",
        ),
        (BOMB.format(filler="x" * 200_000, a="a", b="&a;", c="&b;"), DOOR),
        ('<!DOCTYPE log SYSTEM "file:///etc/hostname"><log/>', DOOR),
        ("<html><body/></html>", "begins with html; an XES event log begins with <log>"),
        ("", "not valid XML"),
        ("case,activity\n", "not valid XML"),
        (LOG[:900], "not valid XML"),
    ],
)
def test_what_is_no_event_log_is_told_in_one_line(tmp_path: Path, content: str, says: str) -> None:
    (tmp_path / "log.xes").write_text(content, encoding="utf-8")
    with pytest.raises(MilepostError) as error:
        rows(tmp_path / "log.xes")
    assert str(error.value).startswith("source loans (log.xes): ")
    assert says in str(error.value)
    assert "\n" not in str(error.value)


def test_truncated_gzip_is_told(tmp_path: Path) -> None:
    (tmp_path / "log.xes.gz").write_bytes(gzip.compress(LOG.encode())[:-30])
    with pytest.raises(MilepostError, match="the gzip file ends too early; deliver it again"):
        rows(tmp_path / "log.xes.gz")


def test_empty_log_is_no_rows(tmp_path: Path) -> None:
    (tmp_path / "log.xes").write_text("<log/>")
    assert rows(tmp_path / "log.xes") == []
