"""A pytest plugin: a test that takes more than 20 s of the processor is marked `slow`, or fails.

Processor time of the process and of the children it has waited for, since that of the clock says how busy the machine
is. Only the test itself counts, not the fixtures it may be the first of a run to need.
"""

import os
from collections.abc import Iterator

import pytest

LIMIT_SECONDS = 20.0


def processor_seconds() -> float:
    """What this process and its children have used so far."""
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """Fails the test that takes too long without saying so."""
    start = processor_seconds()
    yield
    seconds = processor_seconds() - start
    if seconds > LIMIT_SECONDS and item.get_closest_marker("slow") is None:
        pytest.fail(
            f"{item.nodeid}: {seconds:.0f} s of processor time; make it faster, or mark it slow",
            pytrace=False,
        )
