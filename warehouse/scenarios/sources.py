"""What an effect of a plan can rest on: measured effects and published figures."""

from dataclasses import dataclass

from analysis.scenario.description import OUTCOMES, Source
from warehouse.contract.scope import Scope
from warehouse.effects.evidence import Range, evidence
from warehouse.effects.harm import Standing, standing
from warehouse.effects.outcomes import Scale
from warehouse.scenarios.drawn_effects import find_usable_claims, is_usable
from warehouse.snapshot.snapshots import Snapshot


@dataclass(frozen=True, kw_only=True)
class Offered:
    """One source for an effect on an outcome; `evidence`: the initiative it was measured on, or the published figure.

    Measured: the effect on `scale`, and its grade. Published: the relative change (a fraction), and the section of
    the report. What does not apply is None.
    """

    outcome: str
    source: Source
    evidence: str
    effect: Range | None
    scale: Scale | None
    grade: Standing | None
    change: float | None
    section: str | None

    @property
    def code(self) -> str:
        """The source as the form names it: measured:‹initiative›, claim:‹id›."""
        return f"{self.source}:{self.evidence}"


def list_sources(snapshot: Snapshot, scope: Scope) -> tuple[Offered, ...]:
    """List all sources, measured ones first."""
    measured = tuple(
        Offered(
            outcome=pair.kpi,
            source="measured",
            evidence=pair.initiative,
            effect=pair.effect,
            scale=pair.scale,
            grade=standing(pair),
            change=None,
            section=None,
        )
        for pair in evidence(snapshot, scope).pairs
        if is_usable(pair)
    )
    published = tuple(
        Offered(
            outcome=outcome,
            source="claim",
            evidence=usable_claim.claim_id,
            effect=None,
            scale=None,
            grade=None,
            change=usable_claim.change,
            section=usable_claim.section,
        )
        for outcome in OUTCOMES
        for usable_claim in find_usable_claims(outcome)
    )
    return measured + published
