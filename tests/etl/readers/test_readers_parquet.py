"""Parquet: typed values as text, types kept for sql."""

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.kit.staged import rows
from warehouse.contract.errors import MilepostError


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Two rows with one column of each type that exports hold; the second is empty."""
    beijing = timezone(timedelta(hours=8))
    table = pa.table(
        {
            "text": ["汉字", None],
            "bytes": pa.array([b"plain", None], pa.binary()),
            "whole": pa.array([1001.0, None], pa.float64()),
            "share": pa.array([0.25, None], pa.float64()),
            "count": pa.array([3, None], pa.int32()),
            "money": pa.array([Decimal("12.50"), None], pa.decimal128(18, 2)),
            "flag": [True, None],
            "day": [date(2024, 2, 29), None],
            "local": pa.array([datetime(2024, 1, 1, 8, 30), None], pa.timestamp("us")),
            "moment": pa.array([datetime(2024, 1, 1, 8, 0, tzinfo=beijing), None], pa.timestamp("us", "UTC")),
            "list": [[1, 2], None],
        }
    )
    pq.write_table(table, tmp_path / "loans.parquet")
    return tmp_path / "loans.parquet"


def test_values_as_text(path: Path) -> None:
    first, second = rows(path)
    assert first[:-1] == (
        *("汉字", "plain", "1001", "0.25", "3", "12.50", "true"),
        *("2024-02-29", "2024-01-01 08:30:00", "2024-01-01 00:00:00+00", "[1,2]"),
    )
    assert second[:-1] == (None,) * 11
    assert (first[-1], second[-1]) == (1, 2)


def test_sql_sees_types(path: Path) -> None:
    sql = "select typeof(moment) as moment, money * 2 as twice, _record as number from source where flag"
    assert rows(path, sql=sql) == [("TIMESTAMP WITH TIME ZONE", "25.00", "1", 1)]


def test_records_are_numbered_across_row_groups(tmp_path: Path) -> None:
    numbers = pa.table({"id": list(range(1, 30_001))})
    pq.write_table(numbers, tmp_path / "loans.parquet", row_group_size=1000)
    assert all(int(delivered) == record for delivered, record in rows(tmp_path / "loans.parquet"))


@pytest.mark.parametrize("content", [b"", b"id,amount\n1,2\n", b"PAR1 cut off somewhere"])
def test_what_is_no_parquet_is_told_in_one_line(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "loans.parquet").write_bytes(content)
    with pytest.raises(MilepostError, match=r"^source loans \(loans.parquet\): .*loans.parquet[^\n]*$"):
        rows(tmp_path / "loans.parquet")


def test_moments_have_their_offset(path: Path) -> None:
    moment = rows(path)[0][9]
    assert datetime.fromisoformat(moment) == datetime(2024, 1, 1, tzinfo=UTC)
