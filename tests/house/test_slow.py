"""The limit to what a test takes is kept: by the processor's time, its children's too, unless it is marked."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
BUSY = "import time\nwhile time.process_time() < 0.6: pass\n"
TESTS = f"""
import subprocess, sys, time
import pytest
from tests.kit import processor_time

processor_time.LIMIT_SECONDS = 0.5
BUSY = {BUSY!r}

def work():
    subprocess.run([sys.executable, "-c", BUSY], check=True)

@pytest.fixture
def worked():
    work()

def test_that_waits():
    time.sleep(0.7)

def test_that_works():
    end = time.process_time() + 0.6
    while time.process_time() < end: pass

def test_whose_child_works():
    work()

@pytest.mark.slow
def test_that_is_marked():
    work()

def test_whose_fixture_works(worked):
    pass
"""


def test_a_test_that_takes_long_is_marked_or_fails(tmp_path: Path) -> None:
    (tmp_path / "test_it.py").write_text(TESTS, encoding="utf-8")
    (tmp_path / "pytest.ini").write_text("[pytest]\nmarkers = slow\n", encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-rfp", "-p", "tests.kit.processor_time", str(tmp_path)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False, timeout=120
    )
    ends = [
        line.split("::")[1].split(" ")[0] for line in done.stdout.splitlines() if line.startswith("PASSED ")
    ]
    assert ends == ["test_that_waits", "test_that_is_marked", "test_whose_fixture_works"], done.stdout
    lines = [line for line in done.stdout.splitlines() if line.startswith("FAILED ")]
    assert [line.split("::")[1].split(" ")[0] for line in lines] == [
        "test_that_works",
        "test_whose_child_works",
    ]
    assert done.stdout.count("make it faster, or mark it slow") >= len(lines)
