"""What many tests share."""

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of public data sets that lies beside the repository, or skip."""
    beside = Path(__file__).resolve().parent.parent.parent / "shared" / "data"
    folder = Path(os.environ.get("MILEPOST_TEST_DATA") or beside)
    if not folder.is_dir():
        pytest.skip(f"no public data sets in {folder}; name their folder with MILEPOST_TEST_DATA")
    return folder
