"""What a planned roll-out could show, in words."""

from warehouse.effects.power import Power
from wording import formats
from wording.evidence.effects import amount
from wording.words import Language, say, say_member

LATER = 12  # months after the first go-live, of which the sentence speaks first


def power_sentence(
    found: Power, kpi: str, waves: int, gap: int, unit_kind: str, currency: str, language: Language
) -> str:
    """The smallest effect seen after a year, or as late as can be said, and how much less is seen early on."""
    known = [place for place, value in enumerate(found.shown) if value is not None]
    if not known:
        return say("power.unknown", language, kpi=kpi)
    first = known[0]
    place = max((one for one in known if found.horizons[one] <= LATER), default=first)
    said = say(
        "power.at_once" if waves == 1 else "power.answer",
        language,
        kpi=kpi,
        waves=_describe_count("wave", waves, language),
        gap=_describe_count("month", gap, language),
        reached=str(found.reached),
        units=str(found.units),
        kind=say_member("unit_kind", unit_kind, language),
        size=size_words(found, place, currency, language),
        months=str(found.horizons[place]),
    )
    if place == first:
        return said
    earlier = say(
        "power.earlier",
        language,
        months=str(found.horizons[first]),
        size=size_words(found, first, currency, language),
    )
    return said + (" " if language == "en" else "") + earlier.strip()


def size_words(found: Power, place: int, currency: str, language: Language) -> str:
    """A smallest effect: of times and rates the fall that is just seen, else the difference either way."""
    value = found.shown[place]
    assert value is not None
    text = formats.strip_sign(amount(value, found.scale, currency, language))
    return say("power.fall" if found.scale == "ln" else "power.either", language, size=text)


def _describe_count(what: str, number: int, language: Language) -> str:
    if number == 1:
        return say(f"power.one_{what}", language)
    return say(f"power.{what}_count", language, n=str(number))
