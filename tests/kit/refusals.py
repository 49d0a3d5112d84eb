"""Refusals of the state, as tests expect them."""

from collections.abc import Callable

import pytest

from state.refusals import CODES, Refusal


def refused(ask: Callable[[], object]) -> Refusal:
    """The refusal that `ask` ends in: of a known code, said in one line."""
    with pytest.raises(Refusal) as error:
        ask()
    assert error.value.code in CODES and "\n" not in str(error.value)
    return error.value
