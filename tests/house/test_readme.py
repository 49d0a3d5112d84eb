"""The README against the program: every command is documented, every documented thing is there."""

import re
from pathlib import Path

import pytest

from cli.main import main

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_command_is_documented(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    commands = re.findall(r"^ {4}(\w+)\b", capsys.readouterr().out, flags=re.MULTILINE)
    assert {"init", "demo", "load", "publish", "serve", "kpi", "snapshots", "check"} <= set(commands)
    documented = set(re.findall(r"^\| `milepost (\w+)", README, flags=re.MULTILINE))
    assert documented == set(commands)


def test_links_lead_somewhere() -> None:
    links = re.findall(r"\]\(([^)]+)\)", README)
    assert links and all((ROOT / link.split("#")[0]).exists() for link in links)


def test_make_targets_exist() -> None:
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE))
    assert set(re.findall(r"make (\w+)", README)) - {"are"} <= targets


def test_no_address_of_a_registry_in_the_lock_files() -> None:
    for name in ("requirements.lock", "requirements-build.lock", "requirements-dev.lock"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert "://" not in text and "--index" not in text and "--find-links" not in text
        packages = [line for line in text.splitlines() if line and not line.startswith((" ", "#"))]
        assert all("==" in line for line in packages)
        assert text.count("--hash=sha256:") >= len(packages)
