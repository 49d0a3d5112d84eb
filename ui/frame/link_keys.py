"""The keys that a link carries: all that are declared, collected from the pages."""

from collections.abc import Iterable
from types import ModuleType

import ui.approval.keys
import ui.claims.keys
import ui.decisions.keys
import ui.growth.keys
import ui.initiatives.keys
import ui.keys
import ui.meetings.keys
import ui.partners.keys
import ui.risk.keys
import ui.satisfaction.keys
import ui.scenarios.keys
from ui.address import Key

DECLARING = (
    ui.keys,
    ui.approval.keys,
    ui.risk.keys,
    ui.satisfaction.keys,
    ui.growth.keys,
    ui.initiatives.keys,
    ui.claims.keys,
    ui.scenarios.keys,
    ui.decisions.keys,
    ui.partners.keys,
    ui.meetings.keys,
)


def collect_keys(modules: Iterable[ModuleType]) -> tuple[Key, ...]:
    """The keys that modules declare, in order; ValueError where two declare the same word."""
    owners: dict[Key, str] = {}
    for module in modules:
        for key in (value for value in vars(module).values() if isinstance(value, Key)):
            if key in owners:
                raise ValueError(f"{module.__name__}: the key {key} is declared in {owners[key]} already")
            owners[key] = module.__name__
    return tuple(owners)


KEYS = collect_keys(DECLARING)
