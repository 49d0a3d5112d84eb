"""What a planned roll-out could show, in words."""

from collections.abc import Sequence

from warehouse.effects.power import Power
from wording import formats
from wording.evidence.effects import Names, amount
from wording.words import Language, say, say_member

LATER = 12  # months after the first go-live, of which the sentence speaks first


def power_sentence(
    power: Power, kpi: str, waves: int, gap: int, unit_kind: str, currency: str, language: Language
) -> str:
    """Return the smallest effect that can be seen by the end of the first year, and by the first horizon.

    Where no size is known within the year, only the latter.
    """
    known = [place for place, value in enumerate(power.shown) if value is not None]
    if not known:
        return say("power.unknown", language, kpi=kpi)
    first = known[0]
    place = max((index for index in known if power.horizons[index] <= LATER), default=first)
    said = say(
        "power.at_once" if waves == 1 else "power.answer",
        language,
        kpi=kpi,
        waves=_describe_count("wave", waves, language),
        gap=_describe_count("month", gap, language),
        reached=str(power.reached),
        units=str(power.units),
        kind=say_member("unit_kind", unit_kind, language),
        size=size_words(power, place, currency, language),
        months=str(power.horizons[place]),
    )
    if place == first:
        return said
    earlier = say(
        "power.earlier",
        language,
        months=str(power.horizons[first]),
        size=size_words(power, first, currency, language),
    )
    return said + (" " if language == "en" else "") + earlier.strip()


def rehearsal_line(
    powers: Sequence[Power],
    names: Names,
    waves: int,
    gap: int,
    unit_kind: str,
    currency: str,
    language: Language,
) -> str:
    """Return the smallest effects that one plan would show within a year, on several KPIs; "" where none is known.

    names: code of a KPI → name.
    """
    known = [
        (shown, places[-1])
        for shown in powers
        if (
            places := [
                n for n, value in enumerate(shown.shown) if value is not None and shown.horizons[n] <= LATER
            ]
        )
    ]
    if not known:
        return ""
    sizes = [
        say(
            "board.rehearsed_size",
            language,
            kpi=names[shown.kpi],
            size=size_words(shown, place, currency, language),
        )
        for shown, place in known
    ]
    first = known[0][0]
    return say(
        "board.rehearsed",
        language,
        waves=_describe_count("wave", waves, language),
        gap=_describe_count("month", gap, language),
        reached=str(first.reached),
        units=str(first.units),
        kind=say_member("unit_kind", unit_kind, language),
        months=str(LATER),
        sizes=say("proven.semicolon", language).join(sizes),
    )


def size_words(power: Power, place: int, currency: str, language: Language) -> str:
    """Return the smallest effect at a horizon: for times and rates a fall, else a difference in either direction.

    place: index of the horizon.
    """
    value = power.shown[place]
    assert value is not None
    text = formats.strip_sign(amount(value, power.scale, currency, language))
    return say("power.fall" if power.scale == "ln" else "power.either", language, size=text)


def _describe_count(what: str, number: int, language: Language) -> str:
    if number == 1:
        return say(f"power.one_{what}", language)
    return say(f"power.{what}_count", language, n=str(number))
