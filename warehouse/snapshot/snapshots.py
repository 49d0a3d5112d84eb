"""Published snapshots as they are read: opened by name or as the one that is served, and what they hold.

Files that are missing, changed or unreadable raise Damaged; a failing disk raises OSError.
"""

import re
from collections.abc import Mapping
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pandas as pd

from analysis.lifetime_value import ASSUMED_LOSS, Terms
from warehouse.contract.company import Company
from warehouse.contract.errors import Damaged, MilepostError
from warehouse.contract.schema import TABLES
from warehouse.contract.scope import Months
from warehouse.contract.store import Home, connect_to_published
from warehouse.snapshot.checks import Check
from warehouse.snapshot.journal import Journal
from warehouse.snapshot.recent import Recent

NAME = re.compile(r"[0-9A-Za-z_-]+")  # of a snapshot; never a path
RECENT_BYTES = 32_000_000  # of the last queries' rows; a scorecard of 40 million loan-months takes about six
MEND = "publish again, or serve another one: `milepost snapshots list`, then `milepost snapshots use ID`"
NOT_KEPT = "no such snapshot; `milepost snapshots list` shows those kept"


class Snapshot:
    """An open snapshot; every query has its own cursor, since threads must not share one."""

    def __init__(self, path: Path) -> None:
        self.id, self.path = path.stem, path
        self._file = _state_of(path)
        self._recent = Recent(RECENT_BYTES)
        self._journal = Journal(path.with_suffix(".journal"), self.frame)
        try:
            self._connection = connect_to_published(path)
        except duckdb.Error as error:
            raise _unreadable(path, error) from None

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def is_outdated(self) -> bool:
        """Return whether the file was replaced after it was opened, as after damage; then open it again."""
        return self._file != _state_of(self.path)

    def frame(self, sql: str) -> pd.DataFrame:
        """Return the rows of one query; only `warehouse` writes SQL.

        Raises Damaged if the file cannot be read.
        """
        try:
            return self._connection.cursor().execute(sql).df()
        except duckdb.Error as error:
            raise _unreadable(self.path, error) from error

    def recent_frame(self, sql: str) -> pd.DataFrame:
        """Return the rows of one query, which must not be changed, from memory if it was among the last ones.

        Of the same waits a headline needs the median and the table below it the P90.
        """
        frame = self._recent.find(sql)
        if frame is None:
            frame = self.frame(sql)
            self._recent.keep(sql, frame)
        return frame

    def holds(self, table: str) -> bool:
        """Return whether the snapshot has this table; those published by older versions lack some."""
        return table in self._tables

    @cached_property
    def _tables(self) -> frozenset[str]:
        return frozenset(self.frame("select table_name from duckdb_tables()").table_name)

    @cached_property
    def _facts(self) -> Mapping[str, Any]:
        return dict(self.frame("from snapshot").iloc[0])

    @cached_property
    def as_of(self) -> datetime:
        """The latest cut-off of any delivery, UTC."""
        return pd.Timestamp(self._facts["as_of"]).to_pydatetime()

    @cached_property
    def published_at(self) -> datetime:
        """The moment of publication, UTC."""
        return pd.Timestamp(self._facts["published_at"]).to_pydatetime()

    @cached_property
    def seed(self) -> str:
        """The seed of random draws: a digest of facts and settings, so that it does not depend on the code.

        Snapshots of older versions have none and use their id, so that results already stated do not change.
        """
        return str(self._facts.get("content_id", self.id))

    @cached_property
    def company(self) -> Company:
        """The settings under which every number of the snapshot is computed."""
        return Company.from_json(str(self._facts["settings"]))

    @cached_property
    def edges(self) -> np.ndarray:
        """Edges of the wait bins in minutes [bins + 1], the last one infinite."""
        bins = self.frame("from wait_bins order by bin")
        return np.append(bins.from_minutes.to_numpy(), np.inf)

    @cached_property
    def checks(self) -> tuple[Check, ...]:
        """The checks that the snapshot passed before publication."""
        return tuple(
            Check(name=name, passed=passed, detail=detail)
            for name, passed, detail in self.frame("select name, passed, detail from checks").itertuples(
                index=False
            )
        )

    @property
    def loads(self) -> pd.DataFrame:
        """The load log, newest first: logged_at, loaded_by, source, table_name, file, status, rows_…, message."""
        return self._journal.frames()["loads"]

    @property
    def rejects(self) -> pd.DataFrame:
        """Refused rows: logged_at, source, file, record, column_name, code, reason, sample (shape, not content)."""
        return self._journal.frames()["rejects"]

    @property
    def missing_references(self) -> pd.DataFrame:
        """References to members that no table holds, by column: table_name, column_name, rows, members."""
        return self._journal.frames()["missing_references"]

    @property
    def freshness(self) -> pd.DataFrame:
        """Per operational table: rows, cut-off (UTC), last load, rows refused, days between deliveries."""
        return self._journal.frames()["freshness"]

    @cached_property
    def mart_sizes(self) -> pd.DataFrame:
        """Per mart: rows, megabytes, share of rows below 5 cases."""
        return self.frame("from mart_sizes order by name")

    @cached_property
    def golive(self) -> Months | None:
        """First and last month in which an initiative went live, None without roll-outs."""
        row = self.frame(
            "select strftime(min(live_on), '%Y-%m') as first, strftime(max(live_on), '%Y-%m') as last from rollouts"
        ).iloc[0]
        return None if pd.isna(row["first"]) else (str(row["first"]), str(row["last"]))

    @cached_property
    def initiatives(self) -> pd.DataFrame:
        """The initiatives.

        Columns: initiative_id, name, lever, status, owner, cost_once, cost_per_month, acts_on, units_chosen_from.
        """
        return self.frame("from initiatives order by initiative_id")

    @cached_property
    def rollouts(self) -> pd.DataFrame:
        """When each unit went live: initiative_id, unit_kind, unit, live_on, ended_on."""
        return self.frame("from rollouts order by live_on, initiative_id, unit_kind, unit")

    @cached_property
    def goals(self) -> pd.DataFrame:
        """The KPIs that initiatives were meant to move, and by how much.

        Columns: initiative_id, kpi, expected_change (a share), expected_money_per_month, anticipation_months.
        """
        return self.frame("from initiative_goals order by initiative_id, kpi")

    @cached_property
    def events(self) -> pd.DataFrame:
        """Events to be marked on charts: occurred_on, kind, label_en, label_zh, kpi."""
        return self.frame("from events order by all")

    @cached_property
    def targets(self) -> pd.DataFrame:
        """Targets: kpi, valid_from, valid_to, dimension, member, value, tolerance, owner."""
        return self.frame("from targets order by kpi, valid_from, dimension, member")

    @cached_property
    def partners(self) -> pd.DataFrame:
        """Partners: partner_id, kind, group_id, region, tier, joined_on; no rows in snapshots of older versions."""
        if not self.holds("partners"):
            return pd.DataFrame(columns=["partner_id", "kind", "group_id", "region", "tier", "joined_on"])
        return self.frame("from partners order by partner_id")

    @cached_property
    def partner_terms(self) -> pd.DataFrame:
        """The terms agreed with partners; no rows in snapshots of older versions.

        Columns: partner_id, valid_from, investment_amount, market_potential, benefit_paid, risk_share, review_due_on.
        """
        if not self.holds("partner_terms"):
            return pd.DataFrame(columns=list(TABLES["partner_terms"].names))
        return self.frame("from partner_terms order by partner_id, valid_from")

    @cached_property
    def windows(self) -> tuple[Months | None, Months | None]:
        """The default before and after windows, None where the data imply none."""
        row = self.frame("from windows").iloc[0]
        pairs = ((row.before_first, row.before_last), (row.after_first, row.after_last))
        before, after = (None if pd.isna(first) else (str(first), str(last)) for first, last in pairs)
        return before, after

    @cached_property
    def empty_needs(self) -> frozenset[str]:
        """Operational tables without rows (`table`) and columns without a value (`table.column`)."""
        return frozenset(self.frame("select name from empty_needs").name)

    @cached_property
    def references(self) -> dict[str, float]:
        """Overall reference rates by name (statistics §4, §5), which only set a scale."""
        rows = self.frame("select name, rate from reference_totals")
        return {str(name): float(rate) for name, rate in rows.itertuples(index=False, name=None)}

    @cached_property
    def value_terms(self) -> Terms:
        """The terms of the customer lifetime value (statistics §6): horizon, discount and loss given default.

        The loss given default is the company's own if stated, else the observed one, else an assumed one.
        """
        company = self.company
        stated = company.clv_loss_given_default
        return Terms(
            horizon=company.clv_horizon_months,
            discount_rate=company.clv_annual_discount_rate,
            loss_given_default=self.references.get("loss_given_default", ASSUMED_LOSS)
            if stated is None
            else stated,
            observed=int(self.references.get("observed_tenures", 0)),
        )

    def labels(self, dimension: str) -> dict[str, dict[str, str]]:
        """Return the names of the members of a dimension: code → {en, zh}."""
        return self._labels.get(dimension, {})

    @cached_property
    def _labels(self) -> dict[str, dict[str, dict[str, str]]]:
        labels: dict[str, dict[str, dict[str, str]]] = {}
        for row in self.frame("from labels").itertuples(index=False):
            own = labels.setdefault(str(row.dimension), {})
            own[str(row.member)] = {"en": str(row.en), "zh": str(row.zh)}
        return labels

    def members(self, dimension: str) -> tuple[str, ...]:
        """Return the codes that occur in a dimension, most cases first."""
        return self._members.get(dimension, ())

    @cached_property
    def _members(self) -> dict[str, tuple[str, ...]]:
        rows = self.frame("from members order by dimension, cases desc, member")
        return {str(dimension): tuple(own.member) for dimension, own in rows.groupby("dimension")}

    @cached_property
    def cutoffs(self) -> dict[str, dict[str, datetime]]:
        """Per calendar: month → the latest cut-off among its rows (UTC)."""
        sql = "select calendar, strftime(month, '%Y-%m') as month, cut_off from month_cutoffs order by month"
        calendars = self.frame(sql).groupby("calendar")
        return {str(name): dict(zip(rows.month, rows.cut_off, strict=True)) for name, rows in calendars}


def current_id(home: Home) -> str:
    """Return the id of the served snapshot, whether or not its file is there.

    Raises MilepostError if nothing is published yet, Damaged if CURRENT is unreadable or holds no id.
    """
    path = home.snapshots / "CURRENT"
    try:
        snapshot_id = path.read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        raise MilepostError(
            f"{home.root}: nothing published yet; run `milepost load COMPANY.toml`, then `milepost publish`"
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "not UTF-8"
        raise Damaged(f"{path}: cannot be read ({why}); {MEND}") from None
    if not NAME.fullmatch(snapshot_id):
        raise Damaged(f"{path}: names no snapshot; {MEND}")
    return snapshot_id


def read_served_id(home: Home) -> str:
    """Return the id of the served snapshot; raises as `current_id`, and Damaged if its file is missing."""
    snapshot_id = current_id(home)
    if not (home.snapshots / f"{snapshot_id}.duckdb").is_file():
        raise Damaged(f"{home.snapshots / 'CURRENT'}: names {snapshot_id}, which is not there; {MEND}")
    return snapshot_id


def open_snapshot(home: Home, snapshot_id: str) -> Snapshot:
    """Open a kept snapshot.

    Raises Damaged if its file is missing or unreadable.
    """
    path = home.snapshots / f"{snapshot_id}.duckdb"
    if not NAME.fullmatch(snapshot_id) or not path.is_file():
        raise Damaged(f"{snapshot_id}: {NOT_KEPT}")
    snapshot = Snapshot(path)
    try:
        snapshot.as_of  # noqa: B018 - another program's file, or one damaged here, is better known at once
    except MilepostError:
        snapshot.close()
        raise
    return snapshot


def open_current(home: Home) -> Snapshot:
    """Open the served snapshot; raises as `read_served_id` and `open_snapshot`."""
    return open_snapshot(home, read_served_id(home))


def _state_of(path: Path) -> tuple[int, int] | None:
    try:
        stat = path.stat()
    except OSError:
        return None
    return stat.st_ino, stat.st_mtime_ns


def _unreadable(path: Path, error: duckdb.Error) -> Damaged:
    why = str(error).splitlines()[0]
    return Damaged(f"{path}: cannot be read ({why}); {MEND}")
