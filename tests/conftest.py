"""What tests share: places, and facts written straight into a warehouse."""

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of public data sets, or skip."""
    folder = Path(os.environ.get("MILEPOST_TEST_DATA") or Path(__file__).parents[2] / "shared" / "data")
    if not folder.is_dir():
        pytest.skip(f"public data sets not found in {folder}")
    return folder
