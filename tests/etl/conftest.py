"""What the tests of loads share."""

from pathlib import Path

import pytest

from tests.kit.loading import run
from tests.kit.stopped import GOOD


@pytest.fixture
def loaded(tmp_path: Path) -> Path:
    """A folder whose home holds one loan-month."""
    assert run(tmp_path, files={"m1.csv": GOOD}).stopped == ""
    return tmp_path
