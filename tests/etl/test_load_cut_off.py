"""A load that is cut off, or that the machine does not let through, leaves the facts as they were."""

import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from etl import arrivals, load
from tests.kit.loading import HEADER, LOAN_MONTHS, facts, home, quarantine, run
from tests.kit.stopped import assert_stopped, months
from warehouse.contract.errors import MilepostError, Refused
from warehouse.contract.store import hold_write_lock

ROOT = Path(__file__).parents[2]


def test_two_loads_at_once(loaded: Path) -> None:
    with (
        hold_write_lock(home(loaded)),
        pytest.raises(Refused, match=f"process {os.getpid()} is writing there; wait"),
    ):
        run(loaded)


def test_another_key_is_refused(loaded: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MILEPOST_ID_KEY", "another")
    with pytest.raises(Refused, match="not the key"):
        run(loaded, again=True)
    monkeypatch.delenv("MILEPOST_ID_KEY")
    home(loaded).id_key.unlink()
    with pytest.raises(Refused, match="key of the ids is gone"):
        run(loaded, again=True)
    assert not home(loaded).id_key.exists()


def test_secrets_are_for_their_owner_only(loaded: Path) -> None:
    for path in (home(loaded).id_key, home(loaded).quarantine):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_file_that_is_still_being_written(loaded: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The export goes on between the hash and the end of reading."""
    (loaded / "m2.csv").write_text(HEADER + "L1,2024-02-29,9,0\n")
    hashed = arrivals.sha256

    def then_it_grows(path: Path) -> str:
        digest = hashed(path)
        with path.open("a") as file:
            file.write("L2,2024-02-29,9,0\n")
        return digest

    with monkeypatch.context() as patched:
        patched.setattr(arrivals, "sha256", then_it_grows)
        assert_stopped(loaded, LOAN_MONTHS.replace("m*", "m2"), "m2.csv: changed while it was read")


def test_a_disk_too_small_is_seen_before(loaded: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Usage(NamedTuple):
        free: int

    (loaded / "m2.csv").write_text(HEADER + "L1,2024-02-29,9,0\n")
    monkeypatch.setattr(shutil, "disk_usage", lambda path: Usage(free=1_000_000))
    with pytest.raises(MilepostError, match=r"GB of disk are needed .* make room"):
        run(loaded)
    assert months(loaded) == [(1, "2024-01-31", 10)]


def test_ctrl_c(loaded: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While a file is read, and while the facts are being written."""
    (loaded / "m2.csv").write_text(HEADER + "L1,2024-02-29,9,0\n")

    def interrupt(*anything: object) -> None:
        raise KeyboardInterrupt

    for step in ("_line", "count_missing_references"):
        with monkeypatch.context() as patched:
            patched.setattr(load, step, interrupt)
            assert_stopped(loaded, LOAN_MONTHS, "interrupted; nothing was changed")
    assert run(loaded).stopped == ""


# A load of 200,000 rows that the test ends from outside at the line that begins with the last argument.
LOADER = """
import os, signal, sys
from pathlib import Path
from etl.load import load
from warehouse.contract.store import Home

def progress(line):
    if sys.argv[2] in line:
        os.kill(os.getpid(), int(sys.argv[3]))

# Where the tests run in the background, the shell has Ctrl-C ignored, by their children too.
signal.signal(signal.SIGINT, signal.default_int_handler)
report = load(Home(root=Path(sys.argv[1]) / "home"), Path(sys.argv[1]) / "company.toml", None, False, progress)
print(report.stopped)
"""


def many_rows(folder: Path, rows: int = 200_000) -> None:
    text = "".join(f"L{n},2024-02-29,{n % 1000}.25,{n % 90}\n" for n in range(rows))
    (folder / "m2.csv").write_text(HEADER + text)


def loader(folder: Path, line: str, signal: int, limit: int = 0) -> subprocess.CompletedProcess[str]:
    """Run `LOADER` in a process of its own, whose files may not grow over `limit` bytes (0 = no limit)."""
    code = (
        f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))\n" if limit else ""
    )
    return subprocess.run(
        [sys.executable, "-c", code + LOADER, str(folder), line, str(signal)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("line", ["rows read", "rows loaded"])
def test_kill_9_leaves_the_old_state(loaded: Path, line: str) -> None:
    """Once after reading, once inside the transaction, after the rows have gone in."""
    many_rows(loaded)
    killed = loader(loaded, f"m2.csv: 200,000 {line}", 9)
    assert killed.returncode == -9
    assert list(home(loaded).staging.iterdir())
    assert months(loaded) == [(1, "2024-01-31", 10)]
    again = run(loaded)
    assert (again.stopped, [f.status for f in again.files]) == ("", ["skipped", "loaded"])
    assert facts(loaded, "select count(*), count(distinct loan_id) from loan_months") == [(200_001, 200_000)]
    assert not list(home(loaded).staging.iterdir())


def test_the_log_of_a_killed_load_is_put_right(loaded: Path) -> None:
    many_rows(loaded, 1000)
    loader(loaded, "rows loaded", 9)
    run(loaded)
    assert quarantine(loaded, "select file, status from load_log order by loaded_at, file") == [
        ("m1.csv", "loaded"),
        ("m1.csv", "skipped"),
        ("m2.csv", "stopped"),
        ("m1.csv", "skipped"),
        ("m2.csv", "loaded"),
    ]


def test_disk_full_in_the_middle(loaded: Path) -> None:
    """No file may grow over 3 MB; the rows need more. The kernel's SIGXFSZ is ignored by Python."""
    many_rows(loaded)
    full = loader(loaded, "never", 0, limit=3_000_000)
    assert full.stderr == ""
    assert full.stdout.count("\n") == 1
    assert "nothing was changed" in full.stdout
    assert months(loaded) == [(1, "2024-01-31", 10)]
    assert run(loaded).stopped == ""


def test_terminal_interrupt(loaded: Path) -> None:
    """A real Ctrl-C, to a process that is loading."""
    many_rows(loaded)
    stopped = loader(loaded, "m2.csv: 200,000 rows read", 2)
    assert (stopped.stdout, stopped.stderr) == ("interrupted; nothing was changed\n", "")
    assert months(loaded) == [(1, "2024-01-31", 10)]
