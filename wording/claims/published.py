"""Published figures in words: as stated in the report, by whom, and what several of them add up to."""

from collections.abc import Sequence

from warehouse.claims.comparison import Beside, Placed, Verdict
from warehouse.claims.published import Claim
from warehouse.claims.together import Number, Together
from warehouse.kpis import find
from warehouse.query.judged import is_led
from wording import formats
from wording.words import Language, say


def metric(claim: Claim, language: Language) -> str:
    """Return what a published figure measures."""
    return claim.metric_zh if language == "zh" else claim.metric_en


def lever(claim: Claim, language: Language) -> str:
    """Return what the report credits a figure to, "" where it names nothing."""
    return claim.lever_zh if language == "zh" else claim.lever_en


def entry(claim: Claim, language: Language) -> str:
    """Return a figure in one line: section, size, how well it matches our KPIs, and why."""
    return say(
        "claims.entry",
        language,
        section=claim.section,
        figure=format_claim(claim, language),
        match=say(f"match.{claim.match}", language),
        why=why(claim, language),
    )


def why(claim: Claim, language: Language) -> str:
    """Return why a figure matches our KPIs as it does."""
    return claim.why_zh if language == "zh" else claim.why_en


def source(claim: Claim, language: Language) -> str:
    """Return whose figure it is, what it is credited to, and when: "one company · CRM · 2022"."""
    period = claim.period_zh if language == "zh" else claim.period_en
    parts = (say(f"scope.{claim.scope}", language), lever(claim, language), period)
    return " · ".join(part for part in parts if part)


def section(claim: Claim, language: Language) -> str:
    """Return the section of the report that states a figure; an average over lenders is marked as such."""
    average = claim.scope == "adopters_of_technology"
    return say("claims.section_average" if average else "claims.section", language, section=claim.section)


def format_claim(claim: Claim, language: Language) -> str:
    """Format a figure as published, in its own unit; our reading of a figure given in words is marked as such."""
    if claim.value is None and claim.lower is None and claim.upper is None:
        return say("stated.rising", language)
    figure = _figure(claim, language)
    return say("stated.in_words", language, figure=figure) if claim.in_words else figure


def _figure(claim: Claim, language: Language) -> str:
    if claim.kind == "ratio":
        return _ratio(claim, language)
    if claim.unit == "ratio":
        return _share(claim, language)
    number = _bounds(claim, [formats.plain(n, language) for n in _numbers(claim)])
    return say(f"stated.{claim.unit}", language, figure=number)


def _ratio(claim: Claim, language: Language) -> str:
    if claim.value is None:
        return f"< {formats.plain(claim.upper or 0.0, language)}"
    figure = formats.plain(claim.value, language)
    if claim.change is None:
        return say("stated.ratio", language, figure=figure)
    return say("stated.ratio_change", language, figure=figure, change=change_words(claim.change, language))


def _share(claim: Claim, language: Language) -> str:
    if claim.value is not None and claim.of_speed:
        gain, time = change_words(claim.value, language), change_words(claim.change or 0.0, language)
        return say("stated.speed", language, figure=gain, time=time)
    if claim.change is not None:
        return _bounds(claim, [change_words(claim.change, language)])
    return _bounds(claim, [formats.plain_percent(n, language) for n in _numbers(claim)])


def _numbers(claim: Claim) -> list[float]:
    """The value, or the bounds where there is none."""
    known = (claim.value,) if claim.value is not None else (claim.lower, claim.upper)
    return [number for number in known if number is not None]


def _bounds(claim: Claim, words: Sequence[str]) -> str:
    """≤ 24, ≥ 1,000, 2–9, or the number alone."""
    if len(words) > 1:
        return "–".join(words)
    sign = "≥ " if claim.lower is not None else "≤ " if claim.upper is not None else ""
    return f"{sign}{words[0]}"


def change_words(change: float, language: Language) -> str:
    """Format a published change with no digit added: −40%."""
    return formats.add_sign(formats.plain_percent(change, language), change)


def place_words(placed: Placed, language: Language) -> str:
    """Format the place of a figure on our scale."""
    if placed.claim.scale == "level":
        return formats.plain_percent(placed.place, language)
    return change_words(placed.place, language)


def describe_beside(row: Beside, reason: str, language: Language) -> str:
    """Return how many figures there are on a KPI, how far apart they are, and how many compare how with ours."""
    places = sorted(row.placed, key=lambda placed: abs(placed.place))
    ends = [place_words(placed, language) for placed in (places[0], places[-1])]
    if len(places) == 1:
        first = say("claims.one", language, figure=ends[0])
    else:
        n = str(len(places))
        first = say("claims.several", language, n=n, smallest=ends[0], largest=ends[1])
    return say("claims.semicolon", language).join([first, *_counts(row, reason, language)])


def is_unjudged(kpi_code: str, verdict: Verdict) -> bool:
    """Return whether a figure is larger or smaller than ours and that says nothing: of a stock of late loans."""
    return is_led(find(kpi_code)) and verdict in ("claims more", "claims less")


def verdict_words(kpi_code: str, verdict: Verdict, language: Language) -> str:
    """Return how a figure compares with ours; for a stock of late loans only which is larger."""
    if is_unjudged(kpi_code, verdict):
        return say(f"told.led.{verdict}", language)
    return say(f"told.{verdict}", language)


def _counts(row: Beside, reason: str, language: Language) -> list[str]:
    verdicts = [placed.verdict for placed in row.placed]
    counts = []
    for verdict in dict.fromkeys(verdicts):
        values = {"verdict": verdict_words(row.kpi, verdict, language), "n": str(verdicts.count(verdict))}
        if verdict == "cannot tell":
            counts.append(say("claims.count_why", language, reason=reason, **values))
        else:
            counts.append(say("claims.count", language, **values))
    return counts


def together_words(group: Together, language: Language) -> str:
    """Return title, sentence and sources of figures about one subject."""
    title = say(
        "claims.kind",
        language,
        title=say(f"subjects.{group.key}", language),
        kind=say(f"kind.{group.kind}", language),
    )
    numbers = {number.name: _number(number, language) for number in group.numbers}
    lines = [title, say(f"together.{group.key}", language, **numbers)]
    if group.kind != "pattern":  # which speaks of nearly all of them
        each = [f"{section(claim, language)} {format_claim(claim, language)}" for claim in group.claims]
        lines.append(f":small[:gray[{' · '.join(each)}]]")
    return "  \n".join(lines)


def _number(number: Number, language: Language) -> str:
    if number.unit == "change":
        return change_words(number.value, language)
    if number.unit == "share":
        return formats.plain_percent(number.value, language)
    if number.unit == "minutes":
        return formats.plain_duration(number.value, language)
    return formats.plain(number.value, language)
