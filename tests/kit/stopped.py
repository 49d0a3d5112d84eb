"""A home with one loan-month, and loads into it that stop."""

from pathlib import Path

from tests.kit.loading import HEADER, facts, home, quarantine, run

GOOD = HEADER + "L1,2024-01-31,10,0\n"


def months(folder: Path) -> list[tuple[object, ...]]:
    return facts(folder, "select loan_id, month_end::varchar, balance::integer from loan_months order by all")


def assert_stopped(folder: Path, sources: str, *parts: str) -> None:
    """The next load stops in one line that holds all `parts`, and changes nothing but the log."""
    report = run(folder, sources)
    assert "\n" not in report.stopped
    for part in parts:
        assert part in report.stopped
    assert {f.status for f in report.files} <= {"stopped", "skipped"}
    assert months(folder) == [(1, "2024-01-31", 10)]
    logged = quarantine(
        folder, "select status, message from load_log where load_id = (select max(load_id) from load_log)"
    )
    assert ("stopped", report.stopped) in logged
    assert not list((home(folder).staging).iterdir())
