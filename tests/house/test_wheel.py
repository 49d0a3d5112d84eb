"""The wheel: it holds the product and nothing else, and what is installed from it publishes and serves.

The environment it is installed into is empty but for the libraries it depends on, which it sees where these tests
run: there a `.pth` file leads to them, and not to the project, since a path in such a file is not searched for more.
"""

import os
import shutil
import subprocess
import sys
import urllib.request
import venv
import zipfile
from collections.abc import Iterator
from datetime import datetime
from importlib.metadata import distribution
from pathlib import Path

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect
from websockets.typing import Origin

from tests.kit.facts import a_company, some_applications, write_facts
from tests.kit.serving import Served, serving
from tests.kit.tree import files, product_packages
from warehouse.contract.store import Home
from wording.theme import COLOURS, FONT

ROOT = Path(__file__).parents[2]
NOT_THE_SOURCE = (".venv", ".git", "__pycache__", ".*_cache", ".hypothesis", "*.egg-info", "build", "data")
SETTINGS = "ui/frame/.streamlit/config.toml"
ALONE = {"PYTHONPATH": "", "PYTHONDONTWRITEBYTECODE": "1"}


def product() -> set[str]:
    """What the tree holds of the product: modules, SQL, the published claims, Streamlit's settings."""
    kinds = ("py", "sql", "csv")
    paths = {path for top in product_packages() for kind in kinds for path in (ROOT / top).rglob(f"*.{kind}")}
    return {"app.py", SETTINGS, *(path.relative_to(ROOT).as_posix() for path in paths)}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built from a copy of the tree, so that nothing built earlier gets into it."""
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    shutil.copytree(ROOT, source, symlinks=True, ignore=shutil.ignore_patterns(*NOT_THE_SOURCE))
    options = ("--no-deps", "--no-build-isolation", "--no-index", "--quiet", "--wheel-dir", folder)
    subprocess.run([sys.executable, "-m", "pip", "wheel", *options, source], check=True)
    return files(folder, "milepost-*.whl")[0]


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of an environment of its own that the wheel is installed into."""
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder, with_pip=False)
    python = folder / "bin" / "python"
    options = ("--no-deps", "--no-index", "--no-compile", "--quiet")
    subprocess.run([sys.executable, "-m", "pip", "--python", python, "install", *options, wheel], check=True)
    libraries = Path(str(distribution("streamlit").locate_file("")))
    (packages,) = folder.glob("lib/python*/site-packages")
    (packages / "libraries.pth").write_text(f"{libraries}\n", encoding="utf-8")
    return python


@pytest.fixture(scope="module")
def home(installed: Path, tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A small company, published by the installed program."""
    home = Home(root=tmp_path_factory.mktemp("home"))
    write_facts(home, a_company(), datetime(2025, 12, 31, 16), applications=some_applications(300, 1))
    run(installed.with_name("milepost"), "publish", home=home)
    return home


@pytest.fixture(scope="module")
def served(installed: Path, home: Home) -> Iterator[Served]:
    def command(port: int) -> list[str]:
        return [str(installed.with_name("milepost")), "serve", "--port", str(port)]

    with serving(home, command, home.root) as served:
        yield served


def run(*command: str | Path, home: Home, given: str = "") -> str:
    """What the command printed; it runs outside the checkout."""
    done = subprocess.run(
        command,
        cwd=home.root,
        env={**os.environ, **ALONE, "MILEPOST_HOME": str(home.root)},
        input=given,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_it_holds_the_product_and_nothing_else(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    (information,) = {name.split("/")[0] for name in names if ".dist-info/" in name}
    assert f"{information}/licenses/LICENSE" in names
    held = {name for name in names if not name.startswith(f"{information}/")}
    assert held == product()
    kinds = [Path(name).suffix for name in held]
    assert kinds.count(".py") > 400 and kinds.count(".sql") > 50 and kinds.count(".csv") == 2


def test_it_needs_nothing_that_only_builds_it(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        (metadata,) = (name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        required = [
            line for line in archive.read(metadata).decode().splitlines() if line.startswith("Requires-Dist:")
        ]
    assert any("streamlit" in line for line in required)
    assert not any("setuptools" in line for line in required)


def test_it_is_the_installed_one_that_runs(installed: Path, home: Home) -> None:
    lies = run(installed, "-c", "import warehouse; print(warehouse.__file__)", home=home).strip()
    assert Path(lies).is_relative_to(installed.parents[1])


def test_it_writes_the_database_of_a_pack(installed: Path, home: Home, tmp_path: Path) -> None:
    run(installed, "-m", "warehouse.packs.writer", tmp_path / "pack.duckdb", home=home, given="[]")
    assert (tmp_path / "pack.duckdb").stat().st_size > 0


def test_it_serves_the_page_and_how_the_data_is(served: Served) -> None:
    status, health = served.json("/health/data")
    assert (status, health["failed_checks"]) == (200, [])
    with urllib.request.urlopen(served.url) as page:
        assert page.status == 200 and b"<title>Streamlit</title>" in page.read()


def test_its_pages_have_our_colours(served: Served) -> None:
    """As a browser is told when it opens a page."""
    address = served.url.replace("http", "ws", 1)
    with connect(f"{address}/_stcore/stream", origin=Origin(served.url), max_size=None) as socket:
        asked = BackMsg()
        asked.rerun_script.query_string = ""
        socket.send(asked.SerializeToString())
        message = ForwardMsg()
        while message.WhichOneof("type") != "new_session":
            message.ParseFromString(socket.recv(timeout=180, decode=False))
    theme = message.new_session.custom_theme
    assert theme.body_font == FONT
    assert (theme.light.primary_color, theme.dark.primary_color) == (
        COLOURS["light"].after,
        COLOURS["dark"].after,
    )
