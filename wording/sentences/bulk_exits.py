"""Bad balance that left the book in one go, in words: when, how much, and the NPL rate without it."""

from warehouse.kpis.record import Currency, Kpi
from warehouse.query.judged import STOCK, is_led
from warehouse.query.subjects.bulk_exits import BulkExit, BulkExits, bulk_exits
from wording import formats
from wording.choices import Choices
from wording.reader import Reader
from wording.words import Language, say


def bulk_exit_sentence(reader: Reader, choices: Choices) -> str:
    """What left in or between the windows chosen, and the NPL rates that there would be at most; "" where nothing."""
    found = _read_exits(reader, choices)
    return sentence(found, reader.currency, reader.language) if found is not None else ""


def bulk_exit_note(reader: Reader, choices: Choices, kpi: Kpi) -> str:
    """The same for the card of a stock of late loans, "" for any other KPI; the rate on the NPL rate's own only."""
    found = _read_exits(reader, choices) if is_led(kpi) else None
    return note(found, kpi, reader.currency, reader.language) if found is not None else ""


def _read_exits(reader: Reader, choices: Choices) -> BulkExits | None:
    if choices.before is None or choices.after is None:
        return None
    return reader.ask.of(bulk_exits, choices.before, choices.after, choices.where)


def sentence(found: BulkExits, currency: Currency, language: Language) -> str:
    """One or two sentences; the side before is told where it would be another, too."""
    if not found.exits:
        return ""
    key = "bulk.sentence" if found.before == found.before_without else "bulk.sentence_both"
    return say(key, language, exits=_exits(found, currency, language), **_rates(found, language))


def note(found: BulkExits, kpi: Kpi, currency: Currency, language: Language) -> str:
    """A line of small print."""
    if not found.exits:
        return ""
    key = "bulk.note" if kpi.code == STOCK else "bulk.note_other"
    return say(key, language, exits=_exits(found, currency, language), **_rates(found, language))


def _exits(found: BulkExits, currency: Currency, language: Language) -> str:
    return say("format.comma", language).join(_exit(one, currency, language) for one in found.exits)


def _exit(one: BulkExit, currency: Currency, language: Language) -> str:
    way = "both" if one.charged_off and one.sold else "sold" if one.sold else "charged_off"
    amount = formats.value(one.amount, currency, language)
    return say(f"bulk.{way}", language, month=formats.month(one.month, language), amount=amount)


def _rates(found: BulkExits, language: Language) -> dict[str, str]:
    sides = {"before": found.before_without, "after": found.after_without}
    return {name: "–" if rate is None else formats.percent(rate, language) for name, rate in sides.items()}
