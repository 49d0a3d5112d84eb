"""Customers: how long relationships last, how they end, and what they bring in."""

from warehouse.marts.mart import CELL, Family, Mart, Variant

_FLOWS = (
    "started",
    "left_early",
    "expected_leavers",
    "matured",
    "credit_loss",
    "total_loss",
    "censored",
    "acquired",
    "acquisition_cost",
    "interest",
    "fee",
    "funding",
    "servicing",
    "charged_off",
    "recovered",
    "npl_start",
    "npl_end",
)


def _relationships(name: str, dimensions: tuple[str, ...], keys: tuple[str, ...]) -> Mart:
    return Mart(
        name=name,
        month_of="at_risk",
        by_cell=False,
        dimensions=dimensions,
        keys=keys,
        flows=_FLOWS,
        stocks=("at_risk", "exposed"),
        cohorts=(),
        counted="at_risk",
        needs=("loans",),
    )


FAMILY = Family(
    preparations=(
        "customer_contracts",
        "contract_relationships",
        "relationship_spells",
        "relationship_months",
        "contract_ages",
        "contract_ends",
    ),
    calendars=("customer",),
    tables=("tenure_reference",),
    rated=(),
    marts=(
        _relationships("relationship_totals", ("product", "channel", "region", "segment"), ()),
        # By all four and tenure they would be 4 million rows at 40 million loan-months.
        _relationships("relationships", ("product", "channel", "region"), ("tenure",)),
        _relationships("relationships_segment", ("product", "region", "segment"), ("tenure",)),
        Mart(
            name="contracts_held",
            month_of="held",
            by_cell=False,
            dimensions=("product", "channel", "region", "score_band"),
            keys=(),
            flows=("settled_early", "expected_settled"),
            stocks=("on_book",),
            cohorts=(),
            counted="on_book",
            needs=("loans",),
        ),
        Mart(
            name="contract_endings",
            month_of="ending",
            by_cell=True,
            dimensions=CELL,
            keys=("cause", "months_to_next"),
            flows=("contracts", "decisions", "repeated"),
            stocks=(),
            cohorts=(),
            counted="contracts",
            needs=("loans",),
        ),
    ),
    variants={
        mart: Variant(template="relationships", parameters={})
        for mart in ("relationship_totals", "relationships", "relationships_segment")
    },
    references=("churn_reference", "settlement_reference", "observed_tenures", "loss_given_default"),
    rules={},
    findings={},
    totals={
        "relationships: relationships started": (
            "select sum(started) from relationships",
            "select count(*) from relationship_spells"
            " where origin_month = start_month and start_month between seen_from and seen_until",
        ),
        "relationships: interest of contracts on book": (
            "select sum(interest) from relationships",
            "select sum(interest_income) from loan_months join contract_relationships using (loan_id)"
            " where cause <> 'transferred' or date_trunc('month', month_end) < end_month",
        ),
        "contracts_held: contracts settled early": (
            "select sum(settled_early) from contracts_held",
            "select sum(n) from (select count(*) as n from contract_ends"
            " where cause in ('early_settled', 'refinanced_away') and end_month > start_month)",
        ),
        "contract_endings: contracts ended": (
            "select sum(contracts) from contract_endings",
            "select count(*) from contract_ends",
        ),
        **{
            f"{mart}: the same as relationships": (
                f"select sum(at_risk + 2 * left_early) + sum(expected_leavers) + sum(interest) from {mart}",
                "select sum(at_risk + 2 * left_early) + sum(expected_leavers) + sum(interest) from relationships",
            )
            for mart in ("relationship_totals", "relationships_segment")
        },
    },
)
