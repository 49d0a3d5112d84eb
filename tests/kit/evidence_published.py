"""How evidence written by hand gets into a published snapshot."""

import duckdb

from demo.setting.initiatives import BY_CODE
from warehouse.contract.store import Home
from warehouse.effects.evidence import Evidence, evidence_rows
from warehouse.snapshot.snapshots import current_id


def write_evidence(home: Home, found: Evidence) -> None:
    """Put the pairs, ledgers and series into the published snapshot, in the place of its own, with the initiatives
    they speak of, their costs and names, all of them live in Beijing and Shanghai, one given up again."""
    rows = evidence_rows(found)
    known = [BY_CODE[code] for code in dict.fromkeys(pair.initiative for pair in found.pairs)]
    with duckdb.connect(str(home.snapshots / f"{current_id(home)}.duckdb")) as connection:
        connection.register("rows", rows)
        connection.execute("create or replace table evidence as from rows")
        for one in known:
            connection.execute(
                "insert into initiatives by name select ? as initiative_id, ? as name, ? as lever, 'running' as status,"
                " ? as cost_once, ? as cost_per_month",
                [one.code, one.zh, one.lever, one.cost_once, one.cost_per_month],
            )
            connection.execute(
                "insert into rollouts by name select ? as initiative_id, 'region' as unit_kind, unnest(['BJ', 'SH'])"
                " as unit, unnest([date '2022-07-01', date '2023-03-01']) as live_on,"
                " unnest([null, date '2024-09-01']) as ended_on",
                [one.code],
            )
            connection.execute(
                "insert into labels values ('initiative', ?, ?, ?)", [one.code, one.en, one.zh]
            )
