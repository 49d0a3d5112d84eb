"""Values of a pack as people read them: numbers, reasons in words, and the standing among peers."""

from dataclasses import replace
from typing import Literal

from analysis.results import NO_ROWS, Reason
from reports import numbers
from reports.description import Cell, Number, Range
from warehouse.contract.windows import months_between
from warehouse.kpis import find
from warehouse.kpis.record import Currency, Kpi
from warehouse.packs import records
from warehouse.packs.disclosure import round_to_significant
from warehouse.packs.records import Measure, Pack
from warehouse.query.judged import is_led
from wording import formats
from wording.naming import reason_words
from wording.words import Language, say

Standing = Literal["ahead", "behind", "within", "above", "below", "level"]
DRAWN = 5  # measures on the bands of their peers
VOLUMES = ("count", "amount")  # more is larger, and not a matter of quality
Verdict = Literal["better", "worse", "clear", "unclear"]


def name_of(measure: Measure, language: Language) -> str:
    """Return the name of a measure with an arrow for its better direction."""
    name = short_name(measure, language)
    if measure.better == "neither":
        return name
    key = "pack.ratio" if measure.how == "ratio" else "pack.way"
    return say(key, language, name=name, way=say(f"pack_better.{measure.better}", language))


def short_name(measure: Measure, language: Language) -> str:
    """Return the name of a measure without an arrow."""
    return measure.name_zh if language == "zh" else measure.name_en


def partner_names(pack: Pack, language: Language) -> str:
    """Return the names of the partners, shortened after the third."""
    names = [partner.zh if language == "zh" else partner.en for partner in pack.about.partners]
    shown = say("format.comma", language).join(names[:3])
    return shown if len(names) <= 3 else say("pack.names", language, names=shown, n=str(len(names) - 3))


def kpi_of(measure: Measure) -> Kpi:
    """Return the KPI whose unit a measure is drawn in; ratios are drawn as plain numbers."""
    kpi = find("contracts_originated" if measure.how == "ratio" else measure.code)
    return replace(kpi, unit=Currency(measure.unit)) if measure.how == "amount" else kpi


def number(value: float, measure: Measure, language: Language) -> Number:
    """Return the cell for a value in the unit of the measure."""
    if measure.how == "count":
        return numbers.whole(round(value), language)
    if measure.how == "amount":
        text = amount_words(value, measure.unit, language)
        return replace(numbers.amount(value, measure.unit, language), text=text)
    if measure.how in ("share", "share of company"):
        text = formats.plain_percent(value, language)
        return replace(numbers.share(value), text=text)
    if measure.how == "ratio":
        return replace(numbers.plain(value), text=formats.plain(value, language))
    scale = formats.duration_scale(value)
    shown = round_to_significant(value / scale)
    words = formats.scale_word(scale, language)
    text = formats.plain_duration(shown * scale, language)
    return Number(
        value=value,
        unit="minutes",
        text=text,
        divisor=scale,
        code=numbers.code_of(shown, f'" {words}"', False),
    )


def amount_words(value: float, currency: str, language: Language) -> str:
    """Format a rounded amount: 3m CNY · 300万元."""
    gap = "" if language == "zh" else "\u00a0"
    return f"{formats.plain(value, language)}{gap}{formats.say_unit(currency, language)}"


def value_cell(cell: records.Cell | None, measure: Measure, language: Language) -> Cell:
    """Return a value, for a ratio with its interval, or the reason why there is none."""
    if cell is None or cell.value is None:
        return _counts_words(cell, language) or why(cell.reason if cell else None, language)
    figure = number(cell.value, measure, language)
    if measure.how != "ratio" or cell.lower is None or cell.upper is None:
        return figure
    low, high = (formats.plain(end, language) for end in (cell.lower, cell.upper))
    return replace(
        figure,
        text=formats.add_interval(
            figure.text, formats.bracket(formats.span(low, high, language), language), language
        ),
    )


def _counts_words(cell: records.Cell | None, language: Language) -> str:
    """What the counts of a cell without a value say, "" where that is nothing."""
    if cell is None or cell.cases is None or cell.lower is None or cell.upper is None or cell.reason is None:
        return ""
    cases = formats.count(cell.cases, language)
    if cell.expected is not None:
        return say("pack.few_expected", language, expected=formats.plain(cell.expected, language))
    if cell.events is not None:
        return say("pack.of", language, events=formats.count(cell.events, language), cases=cases)
    return say(f"pack.of_{cell.reason.code}", language, cases=cases)


def why(reason: Reason | None, language: Language) -> str:
    """Return a reason in words; None counts as no rows."""
    return reason_words(reason or NO_ROWS, language)


def change_cell(pack: Pack, measure: Measure, language: Language) -> Cell:
    """Return the change with its interval and verdict, or a placeholder where there is no change."""
    cell = pack.contents.cell(measure.code, "change")
    if cell is None or cell.value is None:
        return say("pack.none", language)
    judgement = verdict(pack, measure)
    if cell.lower is None or cell.upper is None or judgement is None:
        return _relative(cell.value, language)
    if measure.how == "share":
        told, sure = numbers.points, formats.interval(cell.lower, cell.upper, "points", language)
    else:
        told = _relative
        low, high = (formats.plain_percent(end, language) for end in (cell.lower, cell.upper))
        sure = formats.bracket(formats.span(low, high, language), language)
    middle = told(cell.value, language)
    text = say(f"pack.change_{judgement}", language, change=formats.add_interval(middle.text, sure, language))
    return Range(middle=middle, lower=told(cell.lower, language), upper=told(cell.upper, language), text=text)


def _relative(value: float, language: Language) -> Number:
    """A relative change in no more digits than it has."""
    text = formats.add_sign(formats.plain_percent(value, language), value)
    return replace(numbers.relative(value), text=text)


def verdict(pack: Pack, measure: Measure) -> Verdict | None:
    """Return what the interval of the change supports, None where there is no interval.

    A stock of late loans is neither better nor worse: formation at equal age, which would decide that, is in the
    pack as a ratio to the peers and not as a change.
    """
    cell = pack.contents.cell(measure.code, "change")
    if cell is None or cell.value is None or cell.lower is None or cell.upper is None:
        return None
    if cell.lower <= 0 <= cell.upper:
        return "unclear"
    if measure.better == "neither" or is_led(find(measure.code)):
        return "clear"
    return "better" if (cell.value > 0) == (measure.better == "higher") else "worse"


def standing(pack: Pack, measure: Measure) -> Standing | None:
    """Return how the value after compares with the peers; None where either is withheld.

    The middle half of the peers counts, else the rate of them all. A value is apart where its interval is.
    """
    cell = pack.contents.cell(measure.code, "after")
    low, high = reference(pack, measure)
    if cell is None or low is None or high is None:
        return None
    if cell.value is not None and low < high and low <= cell.value <= high:
        return "within"
    lowest, highest = (cell.value if end is None else end for end in (cell.lower, cell.upper))
    if lowest is None or highest is None:
        return None
    if lowest <= high and highest >= low:
        return "level"
    above = lowest > high
    if measure.better == "neither" or measure.how in VOLUMES:
        return "above" if above else "below"
    return "ahead" if above == (measure.better == "higher") else "behind"


def reference(pack: Pack, measure: Measure) -> tuple[float | None, float | None]:
    """Return the ends of the middle half of the peers; the rate of them all twice where they have none or are alike."""
    band = pack.contents.band(measure.code)
    low, high = band.at[1], band.at[3]
    return (band.usual, band.usual) if low is None or low == high else (low, high)


def is_told(pack: Pack, measure: Measure) -> bool:
    """Return whether a measure says anything: a value, or a standing among the peers."""
    cell = pack.contents.cell(measure.code, "after")
    return (cell is not None and cell.value is not None) or standing(pack, measure) is not None


def list_measures(pack: Pack) -> tuple[Measure, ...]:
    """Return the measures that say something."""
    return tuple(measure for measure in pack.contents.measures if is_told(pack, measure))


def measures_on_bands(pack: Pack) -> tuple[Measure, ...]:
    """Return the first measures that lie on a band of their peers, those without a value last."""
    on_bands = [
        measure
        for measure in list_measures(pack)
        if standing(pack, measure) is not None and len(set(reference(pack, measure))) > 1
    ]
    on_bands.sort(key=lambda measure: not _has_value(pack, measure))
    return tuple(on_bands[:DRAWN])


def _has_value(pack: Pack, measure: Measure) -> bool:
    cell = pack.contents.cell(measure.code, "after")
    return cell is not None and cell.value is not None


def standing_words(pack: Pack, measure: Measure, language: Language) -> str:
    """Return the standing in words; for a ratio also whether its interval excludes 1."""
    position = standing(pack, measure)
    if position is None:
        return say("pack.none", language)
    low, high = reference(pack, measure)
    words = say(f"pack.{position}_usual" if low == high else f"pack.{position}", language)
    cell = pack.contents.cell(measure.code, "after")
    if measure.how != "ratio" or cell is None or cell.lower is None or cell.upper is None or low == high:
        return words
    return words if cell.lower <= 1 <= cell.upper else say("pack.ratio_clear", language, standing=words)


def middle_cell(pack: Pack, measure: Measure, language: Language) -> Cell:
    """Return the middle half of the peers, or the reason why it is withheld."""
    low, high = reference(pack, measure)
    if low is None or high is None:
        return why(pack.contents.band(measure.code).reason, language)
    if low == high:
        return say("pack.usual", language, value=number(low, measure, language).text)
    ends = [number(end, measure, language).text for end in (low, high)]
    return say("pack.from_to", language, low=ends[0], high=ends[1])


def cases_words(pack: Pack, measure: Measure, language: Language) -> str:
    """Return the number of cases before and after."""
    cells = (pack.contents.cell(measure.code, "before"), pack.contents.cell(measure.code, "after"))
    told = [
        say("pack.none", language)
        if cell is None or cell.cases is None
        else formats.count(cell.cases, language)
        for cell in cells
    ]
    return " → ".join(told)


def span_words(cell: records.Cell | None, language: Language) -> str:
    """Return the months of a cell in words."""
    if cell is None or not cell.first_month:
        return say("pack.none", language)
    return formats.months(months_between(cell.first_month, cell.last_month), language)
