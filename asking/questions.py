"""The register of questions: what may be asked through `asking.ask`, with a number or without.

A question stands in exactly one of the two lists; one that stands in neither is not answered.
"""

from collections.abc import Callable, Mapping
from typing import Any

from warehouse import (
    arrears,
    cohorts,
    costs,
    lifetimes,
    lineage,
    loan_book,
    mixes,
    packs,
    partner_scores,
    partner_terms,
    partner_trends,
    partners,
    power,
    query,
    satisfaction,
    sharing,
    waits,
)
from warehouse.benefits import benefits
from warehouse.bulk_exits import bulk_exits
from warehouse.claims.beside import check_claims
from warehouse.coverage import courses
from warehouse.evidence import evidence
from warehouse.scenarios.backtest import backtest
from warehouse.scenarios.sides import ranked, side_of, sought
from warehouse.scenarios.sources import offered
from warehouse.scenarios.templates import templates, unfinished

Asked = Callable[..., Any]  # question(snapshot, *about, scope) → a frozen record

# A name that holds for good → the question. A question that is renamed keeps its old name here.
QUESTIONS: Mapping[str, Asked] = {
    "answer": query.answer,
    "compare": query.compare,
    "npl_split": query.npl_split,
    "waits": waits.distribution,
    "stages": waits.stages,
    "mix": mixes.mix_of,
    "life_tables": lifetimes.life_tables,
    "customer_value": lifetimes.customer_value,
    "value_by_tenure": lifetimes.value_by_tenure,
    "cohort_value": cohorts.cohort_value,
    "vintages": loan_book.vintages,
    "npl_bridge": loan_book.npl_bridge,
    "bulk_exits": bulk_exits,
    "concentration": loan_book.concentration,
    "roll_matrix": arrears.roll_matrix,
    "recoveries": arrears.recoveries,
    "satisfaction": satisfaction.satisfaction,
    "replies": satisfaction.replies,
    "cost_structure": costs.cost_structure,
    "standings": partners.standings,
    "partner_pack": packs.contents,
    "scores": partner_scores.scores,
    "partner_trend": partner_trends.partner_trend,
    "sharing": sharing.sharing,
    "risk_share": partner_terms.risk_share,
    "claims": check_claims,
    "evidence": evidence,
    "courses": courses,
    "benefits": benefits,
    "scenario": side_of,
    "ranking": ranked,
}
# Their answers have no number.
UNNUMBERED: frozenset[Asked] = frozenset(
    {
        # What can be asked about: codes, names, definitions and agreed terms, no measurements.
        lineage.availability,
        lineage.provenance,
        mixes.dimensions_of,
        partners.roster,
        partner_terms.terms,
        power.plannable,
        # Plans, and what they may be made of; what a plan comes to is "scenario".
        templates,
        unfinished,
        offered,
        # Aids to planning, which nobody quotes as a result.
        power.power,
        sought,
        backtest,
    }
)
_NAMES: Mapping[Asked, str] = {question: name for name, question in QUESTIONS.items()}


def name_of(question: Asked) -> str | None:
    """The name under which a question's answers are numbered, None for one without numbers; LookupError for others."""
    if question in UNNUMBERED:
        return None
    if question not in _NAMES:
        raise LookupError(
            f"{question.__module__}.{question.__qualname__}: stands neither in QUESTIONS nor in UNNUMBERED of "
            "asking/questions.py; give it a name there, or say that its answers have no number"
        )
    return _NAMES[question]
