"""Bad balance that left the book at once, in words: when, how much, and the NPL rate had it stayed."""

from warehouse.kpis.record import Currency, Kpi
from warehouse.query.judged import STOCK, is_led
from warehouse.query.subjects.bulk_exits import BulkExit, BulkExits, bulk_exits
from wording import formats
from wording.choices import Choices
from wording.reader import Reader
from wording.words import Language, say


def bulk_exit_sentence(reader: Reader, choices: Choices) -> str:
    """Return what left in or between the chosen windows, and the highest NPL rates had it stayed; "" if nothing."""
    exits = _read_exits(reader, choices)
    return sentence(exits, reader.currency, reader.language) if exits is not None else ""


def bulk_exit_note(reader: Reader, choices: Choices, kpi: Kpi) -> str:
    """Return what left in or between the chosen windows for the card of a stock of late loans; else "".

    The rate is given on the card of the NPL rate only.
    """
    exits = _read_exits(reader, choices) if is_led(kpi) else None
    return note(exits, kpi, reader.currency, reader.language) if exits is not None else ""


def _read_exits(reader: Reader, choices: Choices) -> BulkExits | None:
    if choices.before is None or choices.after is None:
        return None
    return reader.ask.of(bulk_exits, choices.before, choices.after, choices.where)


def sentence(exits: BulkExits, currency: Currency, language: Language) -> str:
    """Return one or two sentences; the rate before is given where it would differ too."""
    if not exits.exits:
        return ""
    key = "bulk.sentence" if exits.before == exits.before_without else "bulk.sentence_both"
    return say(key, language, exits=_exits(exits, currency, language), **_rates(exits))


def note(exits: BulkExits, kpi: Kpi, currency: Currency, language: Language) -> str:
    """Return a line of small print."""
    if not exits.exits:
        return ""
    key = "bulk.note" if kpi.code == STOCK else "bulk.note_other"
    return say(key, language, exits=_exits(exits, currency, language), **_rates(exits))


def _exits(exits: BulkExits, currency: Currency, language: Language) -> str:
    return say("format.comma", language).join(
        _exit(bulk_exit, currency, language) for bulk_exit in exits.exits
    )


def _exit(bulk_exit: BulkExit, currency: Currency, language: Language) -> str:
    way = "both" if bulk_exit.charged_off and bulk_exit.sold else "sold" if bulk_exit.sold else "charged_off"
    amount = formats.value(bulk_exit.amount, currency, language)
    return say(f"bulk.{way}", language, month=formats.month(bulk_exit.month, language), amount=amount)


def _rates(exits: BulkExits) -> dict[str, str]:
    sides = {"before": exits.before_without, "after": exits.after_without}
    return {name: "–" if rate is None else formats.percent(rate) for name, rate in sides.items()}
