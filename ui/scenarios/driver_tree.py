"""The driver tree of a scenario, from the outcomes that initiatives move to money: as a diagram and in words."""

from math import expm1

from analysis.scenario.description import OUTCOMES, Effect, Scenario
from analysis.scenario.draws import ninetieth
from analysis.scenario.outcomes import DRIFTS
from wording import formats
from wording.estimates import write_change
from wording.evidence.effects import Names
from wording.scenarios.terms import (
    basis_name,
    coefficient_label,
    coefficient_name,
    coefficient_value,
    is_measured,
    series_name,
)
from wording.words import Language, say

# From, to, and the coefficient that carries it, "" where it is plain arithmetic.
LINKS = (
    ("approval_time_median", "take_up_rate", "take_up_response"),
    ("take_up_rate", "originations", ""),
    ("applications", "originations", ""),
    ("originations", "balance", ""),
    ("churn_rate", "balance", "leaver_balance"),
    ("npl_rate", "balance", ""),
    ("balance", "income", "income_rate_change"),
    ("balance", "funding_cost", "funding_rate_change"),
    ("balance", "credit_cost", ""),
    ("npl_rate", "credit_cost", "loss_per_bad_balance"),
    ("applications", "operating_cost", ""),
    ("automated_rate", "operating_cost", "saving_per_automated"),
    ("income", "net", ""),
    ("funding_cost", "net", ""),
    ("credit_cost", "net", ""),
    ("operating_cost", "net", ""),
    ("initiative_cost", "net", "cost_overrun"),
    ("net", "npv", "discount_rate"),
)
RELATIONSHIP_LINKS = (("churn_rate", "active_months", ""), ("active_months", "customer_value", ""))
# Signs that mean something in a diagram, and the space after which nothing more would be drawn.
ALIKE = str.maketrans('"<>`*_#&\u00a0', f"”‹›’∗＿＃＆{formats.NARROW}")
# By what a node moves without any initiative.
OWN = {**DRIFTS, "applications": "volume_growth", "npl_rate": "formation_stress"}


def diagram(scenario: Scenario, names: Names, language: Language) -> str:
    """Return the driver tree as a Mermaid flowchart, top to bottom because nodes with their numbers are wide.

    A node lists what moves it: effects of initiatives (`names`: of these), its own drift, and the coefficients of the
    links that end in it. A link is dotted where its size was not measured. It is too wide for a phone: use
    `links_in_words`.
    """
    links = _links(scenario)
    codes = list(dict.fromkeys(code for start, end, _ in links for code in (start, end)))
    number = {code: f"n{place}" for place, code in enumerate(codes)}
    label = {coefficient.name: coefficient.label for coefficient in scenario.coefficients}
    lines = ["flowchart TB"]
    for code in codes:
        opened, closed = ("(", ")") if code in OUTCOMES else ("([", "])") if code == "npv" else ("[", "]")
        words = "\n".join(text for text in _node(code, scenario, names, language))
        lines.append(f'{number[code]}{opened}"`{words}`"{closed}')
    for start, end, carried in links:
        arrow = "-->" if not carried or is_measured(label[carried]) else "-.->"
        lines.append(f"{number[start]} {arrow} {number[end]}")
    return "\n".join(lines)


def links_in_words(scenario: Scenario, names: Names, language: Language) -> tuple[str, ...]:
    """Return a line for each thing that moves a node, then a line per link with its coefficient."""
    codes = dict.fromkeys(code for link in _links(scenario) for code in link[:2])
    movers = [
        say("tree.moves", language, node=_name(code, language), words=words)
        for code in codes
        for words in _movers(code, scenario, names, language)
    ]
    carried = []
    for start, end, coefficient in _links(scenario):
        ends = f"{_name(start, language)} → {_name(end, language)}"
        words = _coefficient(coefficient, scenario, language) if coefficient else ""
        carried.append(say("tree.moves", language, node=ends, words=words) if words else ends)
    return (*movers, *carried)


def in_one_line(scenario: Scenario, names: Names, language: Language) -> str:
    """Return the same lines as one, as alternative text for the diagram."""
    return say("format.semicolon", language).join(links_in_words(scenario, names, language))


def _links(scenario: Scenario) -> tuple[tuple[str, str, str], ...]:
    return (*LINKS, *(RELATIONSHIP_LINKS if scenario.baseline.tenures else ()))


def _node(code: str, scenario: Scenario, names: Names, language: Language) -> list[str]:
    """Its name in bold, and what moves it."""
    ending = [carried for _, end, carried in _links(scenario) if end == code and carried]
    return [
        f"**{_name(code, language)}**",
        *map(_replace_lookalikes, _movers(code, scenario, names, language)),
        *(_replace_lookalikes(_coefficient(coefficient, scenario, language)) for coefficient in ending),
    ]


def _movers(code: str, scenario: Scenario, names: Names, language: Language) -> list[str]:
    """Effects of initiatives on it, and how it moves without them."""
    effects = [_effect(effect, names, language) for effect in scenario.effects if effect.outcome == code]
    own = [_coefficient(OWN[code], scenario, language)] if code in OWN else []
    return effects + own


def _effect(effect: Effect, names: Names, language: Language) -> str:
    """The size of an effect once it is live for long and fully adopted, and what it is based on.

    As for coefficients, the middle and the 10th and 90th percentile of the draws.
    """
    centre, off = effect.steps[-1].centre, ninetieth(effect.degrees) * effect.steps[-1].spread
    value, lower, upper = centre, centre - off, centre + off
    if OUTCOMES[effect.outcome].scale == "ln":
        value, lower, upper = (expm1(number) for number in (value, lower, upper))
    unit = "relative" if OUTCOMES[effect.outcome].scale == "ln" else "points"
    words = write_change(value, lower, upper, unit, language).text
    return say(
        "tree.carried",
        language,
        name=names.get(effect.initiative, effect.initiative),
        value=_keep_together(words),
        label=basis_name(effect.basis, language),
    )


def _coefficient(name: str, scenario: Scenario, language: Language) -> str:
    """A coefficient's name, value and range, and their source."""
    coefficient = next(c for c in scenario.coefficients if c.name == name)
    return say(
        "tree.carried",
        language,
        name=coefficient_name(name, language),
        value=_keep_together(coefficient_value(coefficient, language)),
        label=coefficient_label(coefficient.label, language),
    )


def _name(code: str, language: Language) -> str:
    if code == "applications":
        return say("tree.applications", language)
    return series_name(code, language)


def _keep_together(value: str) -> str:
    """A value and its range; a line may break between the two, but in neither."""
    for sign in "…~":
        value = value.replace(f" {sign} ", f"{formats.NARROW}{sign}{formats.NARROW}")
    return value


def _replace_lookalikes(text: str) -> str:
    """The text with such signs that look alike; written as entities they would stand there as entities."""
    return text.translate(ALIKE)
