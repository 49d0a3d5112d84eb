"""Parquet files, read by DuckDB with their own types."""

import glob
from pathlib import Path

from etl.readers.staging_table import RECORD, literal


def relation(path: Path) -> str:
    """Return a query over the file: its columns, typed, and `_record`."""
    # Writers of the Hadoop world leave texts unmarked as bytes.
    file = f"{literal(glob.escape(str(path)))}, file_row_number = true, binary_as_string = true"
    return f"select * exclude (file_row_number), file_row_number + 1 as {RECORD} from read_parquet({file})"
