"""What a comparison of scenarios shows, in generated sentences.

The verb follows the draws: the first is called first from nine draws in ten on; below that it is in doubt.
"""

from collections.abc import Mapping, Sequence

from analysis.results import Reason
from analysis.scenario.comparison import Ranking
from analysis.scenario.description import Target
from analysis.scenario.trust import Split
from warehouse.scenarios.backtest import Backtest
from warehouse.scenarios.sides import Side, Sought
from wording import formats
from wording.estimates import write_change
from wording.naming import reason_words
from wording.scenarios.comparison_table import chance
from wording.scenarios.terms import bar_name, nothing, series_name
from wording.words import Language, say

SURE = 0.9  # of the draws


def answer(
    sides: Sequence[Side],
    ranking: Ranking | Reason,
    splits: Sequence[Split] | None,
    names: Mapping[str, str],
    currency: str,
    language: Language,
) -> str:
    """Return which scenario brings most, how sure that is, and what it depends on.

    splits: of the same scenarios, where sides and ranking count proven effects alone; None where they count all.
    """
    if isinstance(ranking, Reason):
        return say("scenarios.not_ranked", language, reason=reason_words(ranking, language))
    if all(not side.assembled.scenario.initiatives for side in sides):
        return say("scenarios.empty", language)
    if splits is not None:
        told = _tell_proven(sides, ranking, splits, currency, language)
        return told + _hangs_on(ranking, names, language)
    first, second = ranking.order[:2]
    names_of_both = [_quote_scenario(place, sides, language) for place in (first, second)]
    ahead = write_change(ranking.ahead[2], ranking.ahead[0], ranking.ahead[4], currency, language)
    key = "sure" if ranking.leads >= SURE else "open"
    text = say(
        f"scenarios.first_{key}",
        language,
        first=names_of_both[0],
        second=names_of_both[1],
        share=chance(ranking.leads, language),
        # The order is by medians; the median of the difference may all the same be below zero.
        amount=formats.strip_sign(ahead.value) if ranking.ahead[2] >= 0 else ahead.value,
        between=ahead.interval,
    )
    return text + _hangs_on(ranking, names, language)


def _tell_proven(
    sides: Sequence[Side], ranking: Ranking, splits: Sequence[Split], currency: str, language: Language
) -> str:
    """What comes first on proven effects, how often it pays, and what the unproven ones could change of that."""
    first, second = ranking.order[:2]
    sure = "sure" if ranking.leads >= SURE else "open"
    said = {
        "first": _quote_scenario(first, sides, language),
        "second": _quote_scenario(second, sides, language),
        "share": chance(ranking.leads, language),
    }
    if first is None:
        return formats.capitalise(say(f"scenarios.nothing_{sure}", language, **said))
    split = splits[first]
    npv = write_change(split.proven[2], split.proven[0], split.proven[4], currency, language)
    text = say(
        f"scenarios.proven_{sure}",
        language,
        **said,
        npv=npv.value,
        between=npv.interval,
        positive=chance(split.positive, language),
    )
    if split.unproven is None:
        return text
    adds = write_change(split.unproven[2], split.unproven[0], split.unproven[4], currency, language)
    return text + say("scenarios.unproven_adds", language, between=adds.interval)


def _hangs_on(ranking: Ranking, names: Mapping[str, str], language: Language) -> str:
    """The assumptions that alone turn first and second round; else that none does."""
    hinges = [bar_name(bar, names, language) for bar in ranking.hinges[:2]]
    if not hinges:
        return say("scenarios.no_hinge", language)
    return say("scenarios.hinges", language, names=say("scenarios.and", language).join(hinges))


def _quote_scenario(place: int | None, sides: Sequence[Side], language: Language) -> str:
    """The same as it stands in a sentence."""
    name = name_scenario(place, sides, language)
    return name if place is None else say("scenarios.quoted", language, name=name)


def name_scenario(place: int | None, sides: Sequence[Side], language: Language) -> str:
    """Return the name of a scenario by its place, and that of the baseline (doing nothing) for None."""
    return nothing(language) if place is None else sides[place].plan.name


def seek_sentences(
    sought: Sought, side: Side, target: Target, names: Mapping[str, str], currency: str, language: Language
) -> list[str]:
    """Return how often a target is reached as planned, with how much of each initiative, and with which ones."""
    now = next(goal.probability for goal in side.result.reached if goal.target == target)
    lines = [say("seek.now", language, share=chance(now, language))]
    for needed in sought.coverage:
        key = "not_by" if needed.least is None else "coverage" if needed.least else "any"
        initiative = names.get(needed.initiative, needed.initiative)
        share = formats.plain_percent(needed.least or 0.0, language)
        lines.append(say(f"seek.{key}", language, initiative=initiative, share=share))
    if isinstance(sought.cheapest, Reason):
        return [*lines, reason_words(sought.cheapest, language)]
    chosen = [names.get(code, code) for code in sought.cheapest.initiatives]
    if not chosen and target.series == "npv":  # against itself it has none, whatever is drawn
        return [*lines, say("seek.nothing_npv", language)]
    said = say(
        "seek.cheapest" if chosen else "seek.nothing",
        language,
        initiatives=say("format.comma", language).join(chosen),
        cost=formats.value(sought.cheapest.cost, currency, language),
        share=chance(sought.cheapest.probability, language),
    )
    return [*lines, said]


def backtest_sentence(backtest: Backtest, language: Language) -> str:
    """Return how many of the months observed since are within the fan."""
    return say(
        "backtest.sentence",
        language,
        series=series_name(backtest.series, language),
        n=str(backtest.n),
        inside=str(backtest.within_90),
        half=str(backtest.within_50),
        touching=str(backtest.touching),
    )
