"""The simulated company, read back from its files as a stranger would, by company.toml and pandas alone."""

import json
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from warehouse.contract.columns import COLUMNS

EMPTY = ""
NOBODY = ("KH999999999", "JXS9999")  # a customer and a partner that no table holds
# The columns of the accounts' sheet, and what we call these accounts.
ACCOUNTS = {
    "营业收入": "revenue",
    "资金成本": "funding_cost",
    "信用成本": "credit_cost",
    "营业支出": "operating_cost",
    "其中科技": "it_cost",
    "其中营销": "marketing_cost",
    "其中佣金": "commission",
    "其中进件": "origination_cost",
}


@dataclass(frozen=True, kw_only=True)
class Simulated:
    """`folder`: where the files are."""

    folder: Path

    @property
    def toml(self) -> dict[str, Any]:
        return tomllib.loads((self.folder / "company.toml").read_text(encoding="utf-8"))

    @property
    def truth(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads((self.folder / "truth.json").read_text(encoding="utf-8"))
        return found

    def raw(self, table: str) -> pd.DataFrame:
        """All rows of a table under our names and codes, texts as delivered, and the column `file`."""
        return _raw(self.folder, table).copy()

    def true(self, table: str) -> pd.DataFrame:
        """The rows that were simulated, typed, without those that are wrong on purpose."""
        rows = _typed(self.folder, table)
        return rows[~_faulty(rows, table)].reset_index(drop=True)

    def loaded(self, table: str) -> pd.DataFrame:
        """The rows that a load keeps: the true ones, and those whose only fault is that they refer to nobody."""
        rows = _typed(self.folder, table)
        return rows[~_faulty(rows, table) | rows.isin(NOBODY).any(axis=1)].reset_index(drop=True)


def _source(folder: Path, table: str) -> dict[str, Any]:
    toml = tomllib.loads((folder / "company.toml").read_text(encoding="utf-8"))
    found: dict[str, Any] = next(source for source in toml["source"] if source["table"] == table)
    return found


@cache
def _raw(folder: Path, table: str) -> pd.DataFrame:
    source = _source(folder, table)
    frames = [_read(path, source).assign(file=path.name) for path in sorted(folder.glob(source["file"]))]
    rows = pd.concat(frames, ignore_index=True)
    rows = rows.rename(columns={theirs: ours for ours, theirs in source.get("columns", {}).items()})
    for column, words in source.get("values", {}).items():
        if column in rows:
            rows[column] = rows[column].map(lambda word, words=words: words.get(word, word))
    return rows


def _read(path: Path, source: dict[str, Any]) -> pd.DataFrame:
    if path.suffix == ".parquet":
        return pd.read_parquet(path)
    if path.suffix == ".xlsx":
        sheet: pd.DataFrame = pd.read_excel(path, dtype=str, sheet_name=source["sheet"], engine="calamine")
        return sheet.fillna(EMPTY)
    return pd.read_csv(
        path,
        dtype=str,
        keep_default_na=False,
        encoding=source.get("encoding", "utf-8-sig"),
        sep=source.get("delimiter", ","),
    )


@cache
def _typed(folder: Path, table: str) -> pd.DataFrame:
    rows = _raw(folder, table).drop(columns="file").drop_duplicates(ignore_index=True)
    for name in rows.columns:
        kind = COLUMNS[name].type if name in COLUMNS else "text"
        if kind in ("timestamp", "date", "month"):
            form = _source(folder, table).get("formats", {}).get(name, "ISO8601")
            text = rows[name].astype(str).where(rows[name].notna() & (rows[name].astype(str) != "None"), "")
            rows[name] = pd.to_datetime(text, format=form, errors="coerce").where(text != "")
        elif kind in ("money", "rate", "number", "integer"):
            rows[name] = pd.to_numeric(rows[name], errors="coerce")
    return rows


def _faulty(rows: pd.DataFrame, table: str) -> pd.Series:
    """The keys of faulty rows end in a letter and three digits; tables without such a key show none."""
    key = next((n for n in ("survey_id", "contact_id", "loan_id") if n in rows), None)
    key = {"applications": "application_id", "customers": "customer_id"}.get(table, key)
    return rows[key].str.contains("[A-Z][0-9]{3}$") if key else pd.Series(False, rows.index)


def cut_off(truth: dict[str, Any]) -> pd.Timestamp:
    return pd.Timestamp(truth["planted"]["cut_off"]).tz_localize(None)


def window(simulated: Simulated, name: str) -> tuple[pd.Timestamp, pd.Timestamp]:
    first, last = simulated.truth[name]
    return pd.Timestamp(first), pd.Timestamp(last) + pd.offsets.MonthBegin(1)


def within(moments: pd.Series, bounds: tuple[pd.Timestamp, pd.Timestamp]) -> pd.Series:
    return (moments >= bounds[0]) & (moments < bounds[1])


def submitted(simulated: Simulated) -> pd.DataFrame:
    rows = simulated.true("applications")
    rows = rows[rows["submitted_at"].notna()]
    end = rows["decided_at"].fillna(cut_off(simulated.truth))
    return rows.assign(days=(end - rows["submitted_at"]).dt.total_seconds() / 86_400)
