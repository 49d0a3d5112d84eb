"""What the tests of the state share."""

import pytest

from state.database import state_of
from state.scenarios import SavedScenarios
from warehouse.contract.store import Home


@pytest.fixture
def home(either_state: Home) -> Home:
    """A company's folder with a state that nobody has written into yet."""
    return either_state


@pytest.fixture
def saved(home: Home) -> SavedScenarios:
    return SavedScenarios(state_of(home))
