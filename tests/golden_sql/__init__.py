"""The SQL that a question sends to DuckDB, kept as text: ten KPIs, in total, by month and by region.

A changed text is a changed question to the marts, to be read in review. `python -m tests.golden_sql` writes all anew.
"""

import re
from pathlib import Path

import pandas as pd

from warehouse.contract.scope import WHOLE_HOUSE
from warehouse.marts.families import MARTS
from warehouse.query.query import Question, answer, compare
from warehouse.snapshot.snapshots import Snapshot

FOLDER = Path(__file__).parent
BEFORE, AFTER = ("2021-03", "2021-08"), ("2022-03", "2022-08")
KPIS = (
    "approval_time_median",
    "approval_rate",
    "npl_rate",
    "npl_rate_same_age",
    "csat",
    "churn_rate",
    "clv",
    "originations",
    "cost_income_ratio",
    "availability",
)
CUTS: dict[str, tuple[str, ...]] = {"total": (), "by_month": ("month",), "by_region": ("region",)}
WITHOUT_REGION = ("cost_income_ratio", "availability")
GOLDEN = tuple(
    (kpi, cut) for kpi in KPIS for cut in CUTS if not (cut == "by_region" and kpi in WITHOUT_REGION)
)

# Where a line begins: after `select` and after a comma of its list, and before each further clause.
_BREAKS = re.compile(
    r"'(?:[^']|'')*'|[()]|(?<=,) |(?<=\bselect) | (?=(?:from|where|and|group by|having|union all)\b)"
    r"|(?<=union all) "
)


class Listening(Snapshot):
    """A snapshot that keeps every statement that reads a mart, in the order sent."""

    def __init__(self, path: Path) -> None:
        self.statements: list[str] = []
        super().__init__(path)

    def frame(self, sql: str) -> pd.DataFrame:
        if set(re.findall(r"\w+", sql)) & MARTS.keys():
            self.statements.append(sql)
        return super().frame(sql)

    def recent_frame(self, sql: str) -> pd.DataFrame:
        """Nothing comes from memory: every statement is heard."""
        return self.frame(sql)


def golden_path(kpi: str, cut: str) -> Path:
    """Where the text of one question is kept."""
    return FOLDER / f"{kpi}.{cut}.sql"


def statements_of(snapshot: Listening, kpi: str, cut: str) -> tuple[str, ...]:
    """What the question sends: a series of months, or both windows in total or by region."""
    snapshot.statements.clear()
    if cut == "by_month":
        answer(snapshot, Question(kpi=kpi, by=CUTS[cut], where=(), months=AFTER), WHOLE_HOUSE)
    else:
        compare(snapshot, kpi_code=kpi, before=BEFORE, after=AFTER, by=CUTS[cut], where=(), scope=WHOLE_HOUSE)
    return tuple(snapshot.statements)


def text_of(statements: tuple[str, ...]) -> str:
    """The text of a golden file: each statement laid out in lines and ended by a semicolon."""
    return "\n".join(f"{laid_out(statement)};\n" for statement in statements)


def laid_out(sql: str) -> str:
    """The statement with a line for each column, clause and condition; only blanks become line ends."""
    depth, end, parts = 0, 0, []
    for match in _BREAKS.finditer(sql):
        depth += {"(": 1, ")": -1}.get(match[0], 0)
        if match[0] == " " and not depth:
            parts.append(sql[end : match.start()])
            end = match.end()
    lines = [*parts, sql[end:]]
    clauses = ("select", "from", "where", "group by", "having", "union all")
    return "\n".join(line if line.startswith(clauses) else f"    {line}" for line in lines)
