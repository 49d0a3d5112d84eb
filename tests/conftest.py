"""What tests share: places, and facts written straight into a warehouse."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from etl.demo import simulate
from etl.load import load
from publish import publish
from tests.demo_company import Simulated
from warehouse.snapshots import Snapshot, open_current
from warehouse.store import Home


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of public data sets that lies beside the repository, or skip."""
    beside = Path(__file__).resolve().parent.parent.parent / "shared" / "data"
    folder = Path(os.environ.get("MILEPOST_TEST_DATA") or beside)
    if not folder.is_dir():
        pytest.skip(f"no public data sets in {folder}; name their folder with MILEPOST_TEST_DATA")
    return folder


@pytest.fixture(scope="session")
def simulated(tmp_path_factory: pytest.TempPathFactory) -> Simulated:
    """The simulated company, size s, seed 1."""
    folder = tmp_path_factory.mktemp("simulated")
    simulate(folder, "s", 1, lambda line: None)
    return Simulated(folder)


@pytest.fixture(scope="session")
def simulated_home(simulated: Simulated, tmp_path_factory: pytest.TempPathFactory) -> Home:
    """The simulated company, loaded from its files and published."""
    home = Home(tmp_path_factory.mktemp("simulated_home"))
    load(home, simulated.folder / "company.toml", None, False, lambda line: None)
    publish(home, lambda line: None)
    return home


@pytest.fixture(scope="session")
def simulated_snapshot(simulated_home: Home) -> Snapshot:
    return open_current(simulated_home)


@pytest.fixture(autouse=True)
def forget_answers() -> Iterator[None]:
    """No answer that the pages kept in one test is served in the next."""
    yield
    if streamlit := sys.modules.get("streamlit"):
        streamlit.cache_data.clear()
        streamlit.cache_resource.clear()


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Where everything the tests want is installed, a skipped test is a failure."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("MILEPOST_TESTS_MAY_SKIP") == "no" and reporter and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
