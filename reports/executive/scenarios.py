"""Pages that compare saved scenarios, for the executive pack."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from analysis.results import Reason
from analysis.scenario.comparison import OTHER_START, Ranking
from analysis.scenario.trust import Split
from asking.ask import Ask
from asking.memory import Noting
from asking.statements import Stated
from reports.description import Notes, Page
from reports.scenarios.about import limits_page
from reports.scenarios.charts import drivers_page, fans_page
from reports.scenarios.comparison import comparison_page, npv_page
from reports.scenarios.plans import plan_page
from reports.setting import MOST, Setting, name_scenarios
from warehouse.contract.errors import MilepostError
from warehouse.effects.evidence import evidence
from warehouse.scenarios.sides import Side, rank_proven, side_on_proven, split_of
from wording.evidence.names import names_of
from wording.reader import Reader
from wording.scenarios.findings import answer


@dataclass(frozen=True, kw_only=True)
class ChosenPlan:
    """A plan (JSON) with its name, and the `Ask` for the snapshot that it runs on."""

    name: str
    plan: str
    ask: Ask


@dataclass(frozen=True, kw_only=True)
class ScenarioPages:
    """The pages, and the statements behind their numbers: passport number → statement."""

    pages: tuple[Page, ...]
    stated: dict[str, Stated]


def scenario_pages(reader: Reader, plans: Sequence[ChosenPlan], made_at: datetime) -> ScenarioPages:
    """Return the pages on up to MOST plans: comparison, NPV, months, drivers, contents and limits.

    Plans that cannot run are named on the first page.
    """
    chosen = plans[:MOST]
    notes = [Noting(plan.ask.memory) for plan in chosen]
    sides: list[tuple[str, Side, Split, Ask, str]] = []
    refused = []
    for plan, noting in zip(chosen, notes, strict=True):
        ask = replace(plan.ask, memory=noting)
        try:
            side, split = ask.of(side_on_proven, plan.plan), ask.of(split_of, plan.plan)
            sides.append((plan.name, side, split, ask, plan.plan))
        except MilepostError:
            refused.append(reader.say("executive.cannot_run", name=plan.name))
    tab, title = reader.say("executive.tab_scenarios"), reader.say("executive.title_scenarios")
    if not sides:
        nothing = tuple(refused) or (reader.say("executive.no_scenario"),)
        return ScenarioPages(
            pages=(
                Page(
                    name=tab,
                    title=title,
                    answer=nothing[0],
                    parts=(Notes(title="", lines=nothing[1:]),),
                    foot="",
                ),
            ),
            stated=_all(notes),
        )
    ranking = _ranking(sides)
    setting = _setting(reader, made_at)
    scenarios = name_scenarios([(name, side, split) for name, side, split, _, _ in sides])
    words = answer(
        [side.plan for _, side, _, _, _ in sides],
        ranking,
        splits=[split for _, _, split, _, _ in sides],
        names=setting.initiatives,
        currency=reader.currency,
        language=reader.language,
    )
    first = comparison_page(scenarios, setting, words)
    if refused:
        first = replace(first, parts=(*first.parts, Notes(title="", lines=tuple(refused))))
    # Of the months the net is enough here; the report of scenarios has all series.
    months = fans_page(scenarios, setting)
    pages = (
        first,
        npv_page(scenarios, ranking, setting, words),
        replace(months, parts=months.parts[:1]),
        drivers_page(scenarios, setting),
        plan_page(scenarios, setting),
        limits_page(reader.language),
    )
    return ScenarioPages(pages=pages, stated=_all(notes))


def _all(notes: Sequence[Noting]) -> dict[str, Stated]:
    return {number: stated for noting in notes for number, stated in noting.noted.items()}


def _ranking(sides: Sequence[tuple[str, Side, Split, Ask, str]]) -> Ranking | Reason:
    """On proven effects, asked of the snapshot they all run on."""
    if len({ask.snapshot.id for _, _, _, ask, _ in sides}) != 1:
        return OTHER_START
    ranking: Ranking | Reason = sides[0][3].of(rank_proven, tuple(plan for *_, plan in sides))
    return ranking


def _setting(reader: Reader, made_at: datetime) -> Setting:
    company = reader.snapshot.company
    labels = reader.ask.labels(company.statistics_unit)
    return Setting(
        company=company.report_name_in(reader.language),
        colour=company.report_colour,
        currency=reader.currency,
        timezone=company.timezone,
        as_of=reader.snapshot.as_of,
        made_at=made_at,
        initiatives=names_of(reader, reader.ask.of(evidence)),
        units={code: words[reader.language] for code, words in labels.items()},
        proven=True,
        language=reader.language,
    )
