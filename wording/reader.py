"""A reader: a language, a snapshot and a way to ask it, the same on a screen and on paper."""

from dataclasses import dataclass, replace

from asking.ask import Ask
from warehouse.kpis import find
from warehouse.kpis.record import Currency, Kpi
from warehouse.snapshot.snapshots import Snapshot
from wording import formats
from wording.words import Language, say


@dataclass(frozen=True, kw_only=True)
class Reader:
    """A reader with a language, a snapshot, and the `Ask` that answers questions to it."""

    language: Language
    snapshot: Snapshot
    ask: Ask

    def say(self, key: str, **values: str) -> str:
        """Return a text of the catalogue in the reader's language."""
        return say(key, self.language, **values)

    @property
    def day(self) -> str:
        """The last day (YYYY-MM-DD) that the snapshot covers, in the company's time zone."""
        return formats.last_day(self.snapshot.as_of, self.snapshot.company.timezone)

    def kpi(self, code: str) -> Kpi:
        """Return the record of a KPI, with amounts in the company's currency."""
        kpi = find(code)
        return replace(kpi, unit=self.currency) if kpi.unit == "currency" else kpi

    @property
    def currency(self) -> Currency:
        """The company's currency, such as CNY."""
        return Currency(self.snapshot.company.currency)
