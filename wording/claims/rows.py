"""All published figures as rows of a CSV, with our decision on each and our own value where it can be compared."""

from collections.abc import Mapping

from warehouse.claims.comparison import Beside, ClaimCheck, Placed
from warehouse.claims.published import Claim
from warehouse.kpis import find
from wording.claims.published import format_claim, lever, metric, section, verdict_words, why
from wording.downloads import Cell, Rows
from wording.naming import name_of
from wording.words import Language, say

COLUMNS = (
    *("claim", "section", "topic", "figure", "stated", "scope", "lever", "period", "match", "kpi_about"),
    *("why", "place", "ours", "lower", "upper", "beside"),
)


def claim_rows(claim_check: ClaimCheck, language: Language) -> Rows:
    """Return a row per figure in the order of the report; changes and shares are fractions."""
    beside = {placed.claim.claim_id: (row, placed) for row in claim_check.beside for placed in row.placed}
    return Rows(
        columns=tuple(say(f"column.{name}", language) for name in COLUMNS),
        rows=tuple(
            (*_claim_cells(claim, language), *_beside(claim, beside, language))
            for claim in claim_check.claims
        ),
    )


def _claim_cells(claim: Claim, language: Language) -> tuple[Cell, ...]:
    return (
        claim.claim_id,
        section(claim, language),
        say(f"topic.{claim.theme}", language),
        metric(claim, language),
        format_claim(claim, language),
        say(f"scope.{claim.scope}", language),
        lever(claim, language),
        claim.period_zh if language == "zh" else claim.period_en,
        say(f"match.{claim.match}", language),
        name_of(find(claim.kpi), language) if claim.kpi else "",
        why(claim, language),
        claim.place,
    )


def _beside(
    claim: Claim, beside: Mapping[str, tuple[Beside, Placed]], language: Language
) -> tuple[Cell, ...]:
    if claim.claim_id not in beside:
        return (None, None, None, "")
    row, placed = beside[claim.claim_id]
    return (row.ours.value, row.ours.lower, row.ours.upper, verdict_words(row.kpi, placed.verdict, language))
