"""Scenarios as tests save them, in their own process or another."""

import sys

from state.records import Key
from state.scenarios import SavedScenarios

PLAN = '{"name": "计划"}'


def a_scenario(saved: SavedScenarios, name: str) -> Key:
    """The key of a scenario newly saved under `name`."""
    return saved.save(name, PLAN, "20250101-0000000000", '{"claims": []}', "李雷")


PROLOGUE = """
import resource, signal, sys, time
import state.scenarios as scenarios
from state.database import state_of
from state.records import Key
from state.refusals import Conflict
from warehouse.contract.errors import MilepostError
from warehouse.contract.store import Home
saved = scenarios.SavedScenarios(state_of(Home.from_environment()))
"""


def program(text: str) -> list[str]:
    """A process of its own, in which `saved` holds the scenarios of the home in the environment."""
    return [sys.executable, "-c", PROLOGUE + text]
