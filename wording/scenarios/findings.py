"""What a comparison of scenarios shows, in generated sentences.

The verb follows the draws: the first is called first from nine draws in ten on; below that it is in doubt.
"""

from collections.abc import Mapping, Sequence

from analysis.results import Reason
from analysis.scenario.comparison import Ranking
from analysis.scenario.trust import Split
from warehouse.scenarios.backtest import Backtest
from warehouse.scenarios.plan import Plan
from wording import formats
from wording.estimates import write_change
from wording.naming import reason_words
from wording.scenarios.comparison_table import chance
from wording.scenarios.terms import bar_name, nothing, series_name
from wording.words import Language, say

SURE = 0.9  # of the draws


def answer(
    plans: Sequence[Plan],
    ranking: Ranking | Reason,
    splits: Sequence[Split] | None,
    names: Mapping[str, str],
    currency: str,
    language: Language,
) -> str:
    """Return which scenario brings most, how sure that is, and what it depends on.

    splits: of the same plans, where the ranking counts proven effects alone; None where they count all.
    """
    if isinstance(ranking, Reason):
        return say("scenarios.not_ranked", language, reason=reason_words(ranking, language))
    if all(not plan.initiatives for plan in plans):
        return say("scenarios.empty", language)
    if splits is not None:
        told = _tell_proven(plans, ranking, splits, currency, language)
        return told + _hangs_on(ranking, names, language)
    first, second = ranking.order[:2]
    names_of_both = [_quote_scenario(place, plans, language) for place in (first, second)]
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
    plans: Sequence[Plan], ranking: Ranking, splits: Sequence[Split], currency: str, language: Language
) -> str:
    """What comes first on proven effects, how often it pays, and what the unproven ones could change of that."""
    first, second = ranking.order[:2]
    sure = "sure" if ranking.leads >= SURE else "open"
    said = {
        "first": _quote_scenario(first, plans, language),
        "second": _quote_scenario(second, plans, language),
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


def _quote_scenario(place: int | None, plans: Sequence[Plan], language: Language) -> str:
    """The same as it stands in a sentence."""
    name = name_scenario(place, plans, language)
    return name if place is None else say("scenarios.quoted", language, name=name)


def name_scenario(place: int | None, plans: Sequence[Plan], language: Language) -> str:
    """Return the name of a scenario by its place, and that of the baseline (doing nothing) for None."""
    return nothing(language) if place is None else plans[place].name


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
