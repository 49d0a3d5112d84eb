"""What part of a change is attributable to which initiative, in sentences for a list and for a card."""

from collections.abc import Sequence

from warehouse.effects.evidence import Ledger, Range
from warehouse.kpis import find
from wording import formats
from wording.evidence.effects import Names, amount, convert_for_display, name_moved_part, quote_name, span
from wording.sentences.answer import inside
from wording.words import Language, say

NOT_THE_KPI = ("geometric mean", "formation", "leavers", "complaints")  # that may be measured in its place
BASES = ("geometric mean", "share", "mean")  # of a ledger whose name does not say it
SHORT_WAITS = ("first_response_median",)  # of which many are under the one minute they count as


def ledger_sentence(ledger: Ledger, measured: str, names: Names, currency: str, language: Language) -> str:
    """Return the attributable parts, the rest, and the observed change that they add up to.

    measured: the outcome measured, such as "geometric mean". Parts are of either sign and may be larger than the
    whole, so none is said to be "of" it.
    """
    return say(
        "ledger.sentence",
        language,
        kpi=name_moved_part(find(ledger.kpi), language),
        basis=_basis(ledger.kpi, measured, language),
        observed=_of_ledger(ledger, ledger.observed, currency, language),
        parts=_parts(ledger, names, currency, language),
        rest=_of_ledger(ledger, ledger.rest, currency, language),
    )


def part_words(ledger: Ledger, measured: str, names: Names, currency: str, language: Language) -> str:
    """Return the attributable parts, the rest and the observed change, for what stands behind a card.

    measured: the outcome measured, which is named where it is not the KPI whose value the card shows.
    """
    rest, observed = (
        convert_for_display(part, ledger.scale).value for part in (ledger.rest, ledger.observed)
    )
    return say(
        "ledger.card",
        language,
        parts=_parts(ledger, names, currency, language),
        rest=amount(rest, ledger.scale, currency, language),
        observed=amount(observed, ledger.scale, currency, language),
        basis=say(f"basis.{measured}", language) if measured in NOT_THE_KPI else "",
    )


def _parts(ledger: Ledger, names: Names, currency: str, language: Language) -> str:
    return say("format.comma", language).join(
        say(
            "ledger.part",
            language,
            change=_of_ledger(ledger, part, currency, language),
            initiative=quote_name(names.get(code, code), language),
        )
        for code, part in ledger.parts
    )


def _of_ledger(ledger: Ledger, part: Range, currency: str, language: Language) -> str:
    size = convert_for_display(part, ledger.scale)
    words = amount(size.value, ledger.scale, currency, language)
    return formats.add_interval(words, span(size, ledger.scale, currency, language), language)


def without_parts(ledgers: Sequence[Ledger], language: Language) -> str:
    """Return that nothing of the change of these KPIs is attributable; "" without any ledger."""
    kpis = [name_moved_part(find(ledger.kpi), language) for ledger in ledgers]
    named = [kpis[0], *(inside(kpi, language) for kpi in kpis[1:])] if kpis else []
    return say("ledger.without", language, kpis=say("format.comma", language).join(named)) if kpis else ""


def _basis(kpi: str, measured: str, language: Language) -> str:
    """In what the change of a ledger is measured, "" where its name says it."""
    if measured not in BASES:
        return ""
    key = "short_waits" if kpi in SHORT_WAITS else measured
    return say(f"basis.{key}", language)
