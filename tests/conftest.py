"""What tests share: public data sets, the simulated company, and pages that remember nothing."""

import fcntl
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from xdist.remote import Producer
from xdist.scheduler import LoadFileScheduling

from cli.publishing import publish
from demo.simulation import simulate
from etl.load import load
from tests.kit.demo_company import Simulated
from tests.kit.postgresql import binaries, run_in, server
from tests.kit.small_company import publish_small_company
from warehouse.contract.store import Home
from warehouse.snapshot.snapshots import Snapshot, open_current

pytest_plugins = ("tests.kit.processor_time",)

BROWSER = "tests/browser/"
# What takes a worker longest comes first, in this order: begun last, it would keep the others waiting. Of the first
# four, one for each worker of two processors, only one waits for the simulated company.
LONGEST = (
    BROWSER,
    "tests/etl/test_load_memory.py",
    "tests/ui/scenarios/test_scenarios_page.py",
    "tests/etl/readers/test_spoiled_csv.py",
    "tests/warehouse/publication/",
    "tests/warehouse/snapshot/",
    "tests/warehouse/packs/test_packs_attack.py",
    "tests/reports/test_report_board.py",
)

# No test times anything: on a busy machine an example may take as long as it takes.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of public data sets that lies beside the repository, or skip."""
    beside = Path(__file__).resolve().parent.parent.parent / "shared" / "data"
    folder = Path(os.environ.get("MILEPOST_TEST_DATA") or beside)
    if not folder.is_dir():
        pytest.skip(f"no public data sets in {folder}; name their folder with MILEPOST_TEST_DATA")
    return folder


def made_once(places: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """A folder for all workers of a run: the first to need it makes it, the others wait."""
    base = places.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / name
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            draft = folder.with_suffix(".draft")
            make(draft)
            draft.rename(folder)
    return folder


@pytest.fixture(scope="session")
def simulated(tmp_path_factory: pytest.TempPathFactory) -> Simulated:
    """The simulated company, size s, seed 1."""
    return Simulated(
        folder=made_once(
            tmp_path_factory, "simulated", lambda folder: simulate(folder, "s", 1, lambda line: None)
        )
    )


@pytest.fixture(scope="session")
def simulated_home(simulated: Simulated, tmp_path_factory: pytest.TempPathFactory) -> Home:
    """The simulated company, loaded from its files and published."""

    def fill(folder: Path) -> None:
        load(Home(root=folder), simulated.folder / "company.toml", None, False, lambda line: None)
        publish(Home(root=folder), lambda line: None)

    return Home(root=made_once(tmp_path_factory, "simulated_home", fill))


@pytest.fixture(scope="session")
def simulated_snapshot(simulated_home: Home) -> Snapshot:
    return open_current(simulated_home)


@pytest.fixture(scope="session")
def small_home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """The small company, published; a test that writes into it copies it first."""

    def fill(folder: Path) -> None:
        publish_small_company(Home(root=folder), count=4_000)

    return Home(root=made_once(tmp_path_factory, "small_home", fill))


@pytest.fixture(autouse=True)
def forget_answers() -> Iterator[None]:
    """No answer that the pages kept in one test is served in the next."""
    yield
    if streamlit := sys.modules.get("streamlit"):
        streamlit.cache_data.clear()
        streamlit.cache_resource.clear()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest come first."""

    def place_of(item: pytest.Item) -> int:
        places = (place for place, begins in enumerate(LONGEST) if item.nodeid.startswith(begins))
        return next(places, len(LONGEST))

    items.sort(key=place_of)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Two workers more than there are processors: some always wait, for a disk, a server, a browser or each other."""
    return (os.cpu_count() or 1) + 2


class ByFile(LoadFileScheduling):  # type: ignore[misc]  # which has no types
    """A file's tests run on one worker, and all tests in a browser on the same: they share a server."""

    def _split_scope(self, nodeid: str) -> str:
        return BROWSER if nodeid.startswith(BROWSER) else super()._split_scope(nodeid)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> LoadFileScheduling | None:
    return ByFile(config, log) if config.getvalue("dist") == "loadfile" else None


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Where everything the tests want is installed, a skipped test is a failure."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("MILEPOST_TESTS_MAY_SKIP") == "no" and reporter and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The address of a server, or skip; whoever writes does so in a database of its own."""
    bin_folder = binaries()
    if bin_folder is None:
        pytest.skip("no PostgreSQL server installed (Debian: apt-get install postgresql)")
    with server(bin_folder) as address:
        yield address


@pytest.fixture
def own_database(postgresql: str, request: pytest.FixtureRequest) -> str:
    """The address of a database with nothing in it."""
    name = f"t{abs(hash(request.node.nodeid))}"
    run_in(postgresql, f"create database {name}")
    return postgresql.replace("/postgres", f"/{name}")


@pytest.fixture(params=["sqlite", "postgresql"])
def either_state(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """A company's folder whose state nobody has written into yet, in a file and then on a server."""
    monkeypatch.setenv("MILEPOST_HOME", str(tmp_path))
    monkeypatch.delenv("MILEPOST_STATE", raising=False)
    if request.param == "postgresql":
        monkeypatch.setenv("MILEPOST_STATE", request.getfixturevalue("own_database"))
    return Home(root=tmp_path)
