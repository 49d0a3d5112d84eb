"""Whoever reads: a language, a snapshot, and somebody who asks it; the same on a screen and on paper."""

from dataclasses import dataclass, replace

from asking.ask import Ask
from warehouse.kpis import find
from warehouse.kpis.record import Currency, Kpi
from warehouse.snapshot.snapshots import Snapshot
from wording import formats
from wording.words import Language, say


@dataclass(frozen=True, kw_only=True)
class Reader:
    """One reader."""

    language: Language
    snapshot: Snapshot
    ask: Ask

    def say(self, key: str, **values: str) -> str:
        """A text of the catalogue in the reader's language."""
        return say(key, self.language, **values)

    @property
    def day(self) -> str:
        """The cut-off as a day in the company's time."""
        return formats.last_day(self.snapshot.as_of, self.snapshot.company.timezone)

    def kpi(self, code: str) -> Kpi:
        """The record of a KPI; amounts are in the company's currency."""
        kpi = find(code)
        return replace(kpi, unit=self.currency) if kpi.unit == "currency" else kpi

    @property
    def currency(self) -> Currency:
        """The company's currency, such as CNY."""
        return Currency(self.snapshot.company.currency)
