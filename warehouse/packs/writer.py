"""Write tables (JSON on stdin) into a new database file: `python -m warehouse.packs.writer FILE`.

It runs in a process of its own, because unused space in the blocks of a database file holds whatever the memory
held: this process has only ever held what goes into the file.
"""

import json
import sys
from typing import Any

import duckdb

BLOCK = 16_384  # bytes, the smallest there is: the tables are small


def write(path: str, tables: list[dict[str, Any]]) -> None:
    """Create the file; each table has name, about, columns [(name, type, about)] and rows."""
    with duckdb.connect() as connection:
        connection.execute(f"attach {_quote(path)} as pack (block_size {BLOCK})")
        connection.execute("use pack")
        for table in tables:
            name, columns = table["name"], table["columns"]
            connection.execute(f"create table {name} ({', '.join(f'{c} {kind}' for c, kind, _ in columns)})")
            connection.execute(f"comment on table {name} is {_quote(table['about'])}")
            for column, _, about in columns:
                connection.execute(f"comment on column {name}.{column} is {_quote(about)}")
            if table["rows"]:
                places = ", ".join("?" * len(columns))
                connection.executemany(f"insert into {name} values ({places})", table["rows"])
        connection.execute("checkpoint pack")
        connection.execute("use memory")
        connection.execute("detach pack")


def _quote(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


if __name__ == "__main__":
    write(sys.argv[1], json.load(sys.stdin))
