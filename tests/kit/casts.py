"""Loads of one row per text, which tell what it becomes or why it is refused."""

from collections.abc import Sequence
from pathlib import Path

from tests.kit.loading import facts, quarantine, run

Cases = Sequence[tuple[str, str | None]]


def check(folder: Path, table: str, header: str, row: str, cases: Cases, setting: str = "") -> None:
    """Load one row per case, `row` with its number and text, and compare the last column of `header`.

    Expected is the value as text, or "! " and the reason code.
    """
    rows = "".join(row.format(number, text) + "\n" for number, (text, _) in enumerate(cases, 1))
    report = run(
        folder,
        f'[[source]]\ntable = "{table}"\nfile = "x.csv"\nreject_limit = 1.0\n{setting}',
        {"x.csv": f"{header}\n{rows}"},
    )
    assert report.stopped == ""
    key, column = header.split(",", maxsplit=1)[0], header.rsplit(",", maxsplit=1)[-1]
    # Ids and days follow the order of the file, so do the values that were taken.
    taken = iter(facts(folder, f"select {column}::varchar from {table} order by {key}"))
    refused = {
        record: (code, wrong)
        for record, code, wrong in quarantine(folder, "select record, code, column_name from rejects")
    }
    found = []
    for number, (text, _) in enumerate(cases, 1):
        code, wrong = refused.get(number, ("", column))
        assert wrong == column
        found.append((text, f"! {code}" if code else next(taken)[0]))
    assert found == list(cases)
