"""What was agreed with one partner, as far as a pack tells it: its own terms and targets, the others as a band."""

from warehouse.contract.scope import Scope
from warehouse.contract.windows import months_between
from warehouse.kpis import find
from warehouse.packs import disclosure
from warehouse.packs.records import Cell, Goal, Measure, Terms
from warehouse.partners.terms import terms
from warehouse.query import sums
from warehouse.query.kpi_sums import by_members
from warehouse.query.query import kpi_marts, mart_for
from warehouse.query.targets import targets_of
from warehouse.snapshot.snapshots import Snapshot


def terms_told(
    snapshot: Snapshot, own: tuple[str, ...], others: tuple[str, ...], lent: Cell | None, scope: Scope
) -> tuple[Terms, ...]:
    """Return the terms in force with a partner, and what the others were paid per unit lent; none of several partners.

    lent: the partner's released amount after. The house's margin, which a fair share would rest on, is not told, nor is
    its view of the partner's market.
    """
    agreed = terms(snapshot, scope)
    term = agreed.of(own[0])
    if len(own) > 1 or term is None:
        return ()
    months = months_between(lent.first_month, lent.last_month) if lent and lent.first_month else ()
    amounts = _read_lending(snapshot, others, months, scope) if months else {}
    paid = {code: each.paid for code in amounts if (each := agreed.of(code)) is not None}
    rates = [
        amount / amounts[code] for code, amount in paid.items() if amount is not None and amounts[code] > 0
    ]
    band = disclosure.edges(rates, of_volumes=False).at
    return (
        Terms(
            valid_from=term.valid_from.isoformat(),
            investment=term.investment,
            paid=term.paid,
            risk_share=term.risk_share,
            review_due=term.review_due.isoformat() if term.review_due else "",
            first_month=months[0] if months else "",
            last_month=months[-1] if months else "",
            lent=lent.value if lent else None,
            lower=band[1],
            middle=band[2],
            upper=band[3],
        ),
    )


def _read_lending(
    snapshot: Snapshot, partners: tuple[str, ...], months: tuple[str, ...], scope: Scope
) -> dict[str, float]:
    kpi = find("originations")
    mart, reason = mart_for(snapshot, kpi=kpi, by=("partner",), where=(), scope=scope, marts=kpi_marts(kpi))
    if mart is None or reason is not None or not partners:
        return {}
    where = (("partner", partners),)
    plan = sums.Plan(kpi=kpi, mart=mart, by=("partner",), where=where, months=months, scope=scope)
    members, (rows,), _ = by_members(snapshot, (plan,))
    return {member[0]: float(row[0]) for member, row in zip(members, rows, strict=True)}


def goals_of(snapshot: Snapshot, own: tuple[str, ...], measures: tuple[Measure, ...]) -> tuple[Goal, ...]:
    """Return the targets agreed with a partner for what the pack tells; none of several partners."""
    if len(own) > 1:
        return ()
    return tuple(
        Goal(
            measure=measure.code,
            first_month=target.first,
            last_month=target.last or "",
            value=target.value,
            tolerance=target.tolerance,
        )
        for measure in measures
        if measure.how in ("share", "median", "count", "amount")
        for target in targets_of(snapshot, measure.code, (("partner", own),))
    )
