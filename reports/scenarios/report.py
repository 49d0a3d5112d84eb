"""The report on one or several scenarios."""

from analysis.results import Reason
from analysis.scenario.comparison import Ranking
from reports.description import Report
from reports.scenarios.about import about_page, facts, limits_page, records, versions
from reports.scenarios.charts import drivers_page, fans_page
from reports.scenarios.comparison import comparison_page, npv_page
from reports.scenarios.plans import assumptions_page, plan_page
from reports.setting import LIGHT, MOST, Setting, Sides, name_scenarios
from wording import formats
from wording.words import say


def scenario_report(sides: Sides, ranking: Ranking | Reason, answer: str, setting: Setting) -> Report:
    """Return the report on one to MOST scenarios.

    answer: the sentence above the comparison. Raises ValueError for no scenario or more than MOST.
    """
    if not 1 <= len(sides) <= MOST:
        raise ValueError(f"{len(sides)} scenarios; a report holds one to {MOST}")
    language, scenarios = setting.language, name_scenarios(sides)
    known = facts(scenarios, setting)
    return Report(
        title=say("report.title", language),
        subtitle=say("format.comma", language).join(scenario.short for scenario in scenarios),
        language=language,
        facts=known,
        foot=say(
            "report.foot",
            language,
            company=setting.company,
            day=formats.last_day(setting.as_of, setting.timezone),
            snapshot=sides[0][1].assembled.scenario.snapshot,
            versions=versions(language),
            made=formats.moment(setting.made_at, setting.timezone),
        ),
        made_at=setting.made_at,
        colour=setting.colour or LIGHT.ink,
        template=None,
        board=(),
        full=True,
        pages=(
            comparison_page(scenarios, setting, answer),
            npv_page(scenarios, ranking, setting, answer),
            fans_page(scenarios, setting),
            drivers_page(scenarios, setting),
            plan_page(scenarios, setting),
            assumptions_page(scenarios, setting),
            limits_page(language),
            about_page(known, language),
        ),
        data=records(scenarios, setting),
    )
