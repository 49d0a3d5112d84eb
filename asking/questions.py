"""The register of questions that may be asked through `asking.ask`, with or without a number.

Every question is in exactly one of the two lists; a question in neither is not answered.
"""

from collections.abc import Callable, Mapping
from typing import Any

from warehouse.claims.comparison import check_claims
from warehouse.effects import power
from warehouse.effects.benefits import benefits
from warehouse.effects.coverage import courses
from warehouse.effects.evidence import evidence
from warehouse.packs import pack
from warehouse.partners import scores, sharing, standings, terms, trends
from warehouse.query import by_quarter, lineage, mix, query, series
from warehouse.query.batches import Steps
from warehouse.query.subjects import (
    arrears,
    cohorts,
    costs,
    lifetimes,
    loan_book,
    npl_split,
    surveys,
    vintages,
    waits,
    window_vintages,
)
from warehouse.query.subjects.bulk_exits import bulk_exits
from warehouse.scenarios.backtest import backtest
from warehouse.scenarios.forecast import judge
from warehouse.scenarios.sides import (
    can_run,
    rank_proven,
    rank_scenarios,
    seek_goal,
    side_of,
    side_on_proven,
    split_of,
    worth_knowing,
)
from warehouse.scenarios.sources import list_sources
from warehouse.scenarios.templates import continue_roll_out, templates

Asked = Callable[..., Any]  # question(snapshot, *about, scope) → a frozen record

# A name that holds for good → the question. A question that is renamed keeps its old name here.
QUESTIONS: Mapping[str, Asked] = {
    "answer": query.answer,
    "compare": query.compare,
    "by_quarter": by_quarter.by_quarter,
    "npl_split": npl_split.npl_split,
    "waits": waits.distribution,
    "stages": waits.stages,
    "mix": mix.mix_of,
    "life_tables": lifetimes.life_tables,
    "customer_value": lifetimes.customer_value,
    "value_by_tenure": lifetimes.value_by_tenure,
    "cohort_value": cohorts.cohort_value,
    "vintages": vintages.vintages,
    "window_vintages": window_vintages.follow_windows,
    "npl_bridge": loan_book.npl_bridge,
    "bulk_exits": bulk_exits,
    "concentration": loan_book.concentration,
    "roll_matrix": arrears.roll_matrix,
    "recoveries": arrears.recoveries,
    "satisfaction": surveys.satisfaction,
    "replies": surveys.replies,
    "cost_structure": costs.cost_structure,
    "standings": standings.standings,
    "partner_pack": pack.contents,
    "scores": scores.scores,
    "partner_trend": trends.partner_trend,
    "sharing": sharing.sharing,
    "risk_share": terms.risk_share,
    "claims": check_claims,
    "evidence": evidence,
    "courses": courses,
    "benefits": benefits,
    "scenario": side_of,
    "ranking": rank_scenarios,
    "scenario_proven": side_on_proven,
    "ranking_proven": rank_proven,
    "scenario_split": split_of,
    "decision": judge,
}
# Their answers have no number.
UNNUMBERED: frozenset[Asked] = frozenset(
    {
        # What can be asked about: codes, names, definitions and agreed terms, no measurements.
        lineage.availability,
        lineage.provenance,
        mix.dimensions_of,
        standings.roster,
        terms.terms,
        power.list_plannable,
        # Drawn too small to be read; the KPI by month is "answer".
        series.series,
        # Plans, and what they may be made of; what a plan comes to is "scenario".
        templates,
        continue_roll_out,
        list_sources,
        can_run,
        # Aids to planning, which nobody quotes as a result.
        power.power,
        power.smallest_trial,
        worth_knowing,
        seek_goal,
        backtest,
    }
)
# Questions that can be answered together with others: their steps (`warehouse.query.batches`).
STEPS: Mapping[Asked, Callable[..., Steps[Any]]] = {
    query.answer: query.answer_in_steps,
    query.compare: query.compare_in_steps,
    series.series: series.series_in_steps,
}
_NAMES: Mapping[Asked, str] = {question: name for name, question in QUESTIONS.items()}


def name_of(question: Asked) -> str | None:
    """Return the name under which a question's answers are numbered; None for a question without numbers.

    Raises LookupError for a question that is not registered.
    """
    if question in UNNUMBERED:
        return None
    if question not in _NAMES:
        raise LookupError(
            f"{question.__module__}.{question.__qualname__}: stands neither in QUESTIONS nor in UNNUMBERED of "
            "asking/questions.py; give it a name there, or say that its answers have no number"
        )
    return _NAMES[question]
