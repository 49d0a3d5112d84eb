"""Published figures about one thing, together, and the arithmetic of what they would need to hold at once.

Anonymous companies may each have their own change, so unlike figures `differ` and need not contradict each other. Where
figures hold together only from a certain start, or with something the report does not say, the sentence names that
`condition`. A `pattern` is one of nearly all figures. Everything is computed from the figures of the table.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from warehouse.claims.published import Claim, claims

Kind = Literal["differ", "condition", "pattern"]
Unit = Literal["change", "share", "minutes", "times", "count"]

HOUR_MINUTES, DAY_MINUTES = 60, 1440
STEP = 0.05  # nearly everything published is a multiple of it


@dataclass(frozen=True, kw_only=True)
class Number:
    """A number of a sentence: a `change` is relative and signed, a `share` is neither."""

    name: str
    value: float
    unit: Unit


@dataclass(frozen=True, kw_only=True)
class Together:
    """Figures about one thing: `key` names them and their sentence, `numbers` are its values."""

    key: str
    kind: Kind
    claims: tuple[Claim, ...]
    numbers: tuple[Number, ...]


def all_together() -> tuple[Together, ...]:
    """All groups, those about the headline KPIs first."""
    by_id = {claim.claim_id: claim for claim in claims()}
    return (
        *_approval(by_id),
        *_risk(by_id),
        *_customers(by_id),
        *_service(by_id),
        *_money(by_id),
        *_market(by_id),
        _find_rounding(tuple(by_id.values())),
    )


def base_churn(churn_fall: float, retention_rise: float) -> float:
    """The churn rate before at which both hold: 1 − c(1 − f) = (1 + r)(1 − c), so c = r ÷ (f + r)."""
    return retention_rise / (churn_fall + retention_rise)


def margins_before(revenue_rise: float, cost_fall: float, margin_rise: float) -> tuple[float, float]:
    """The margin m before at which all three hold, the rise read as relative and as points.

    Cost is 1 − m of the revenue, so the margin after is 1 − q(1 − m), q = (1 − fall) ÷ (1 + rise).
    """
    q = (1 - cost_fall) / (1 + revenue_rise)
    return (1 - q) / (1 + margin_rise - q), (1 - q - margin_rise) / (1 - q)


Claims = Mapping[str, Claim]


def _of(by_id: Claims, *names: str) -> tuple[Claim, ...]:
    return tuple(by_id[f"s{name}"] for name in names)


def _changes(figures: Sequence[Claim]) -> list[float]:
    return [claim.change for claim in figures if claim.change is not None]


def _bound(claim: Claim, side: Literal["lower", "upper"]) -> float:
    bound = getattr(claim, side)
    assert bound is not None, f"{claim.claim_id} has no {side} bound"
    return float(bound)


def _spread(key: str, kind: Kind, figures: tuple[Claim, ...], *more: Number) -> Together:
    """A group whose sentence gives how many figures there are, the smallest change and the largest."""
    changes = sorted(_changes(figures), key=abs)
    numbers = (
        Number(name="n", value=len(figures), unit="count"),
        Number(name="smallest", value=changes[0], unit="change"),
        Number(name="largest", value=changes[-1], unit="change"),
    )
    return Together(key=key, kind=kind, claims=figures, numbers=(*numbers, *more))


def _approval(by_id: Claims) -> tuple[Together, ...]:
    cuts = _of(by_id, *(f"{section}_approval_time" for section in ("1_2", "8_1", "8_2", "9_1", "9_2")))
    changes = _changes(cuts)
    left = Number(name="times", value=(1 + max(changes)) / (1 + min(changes)), unit="times")
    weeks = _of(by_id, "1_3_approval_time_before", "2_3_approval_time_before")
    levels = _of(by_id, "2_1_approval_time", "3_2_approval_time", "1_2_processing_time")
    start = min(_bound(claim, "lower") for claim in weeks) * DAY_MINUTES
    hours, minutes = _bound(levels[0], "upper") * HOUR_MINUTES, _bound(levels[2], "upper")
    review, cut = _of(by_id, "9_2_review_time", "9_2_approval_time")
    at_most = _bound(review, "upper")
    return (
        _spread("approval_change", "differ", cuts, left),
        Together(
            key="approval_level",
            kind="condition",
            claims=(*weeks, *levels),
            numbers=(
                Number(name="start", value=start, unit="minutes"),
                Number(name="hours", value=hours, unit="minutes"),
                Number(name="minutes", value=minutes, unit="minutes"),
                Number(name="to_hours", value=hours / start - 1, unit="change"),
                Number(name="to_minutes", value=minutes / start - 1, unit="change"),
                Number(name="largest", value=min(changes), unit="change"),
            ),
        ),
        Together(
            key="approval_before",
            kind="condition",
            claims=(review, cut, *weeks),
            numbers=(
                Number(name="after", value=at_most, unit="minutes"),
                Number(name="cut", value=_changes([cut])[0], unit="change"),
                Number(name="before", value=at_most / (1 + _changes([cut])[0]), unit="minutes"),
                Number(name="start", value=start, unit="minutes"),
            ),
        ),
    )


def _risk(by_id: Claims) -> tuple[Together, ...]:
    averages = _of(by_id, "1_2_npl", "6_1_npl_industry", "6_3_npl_industry")
    single = _of(by_id, "2_3_npl", "6_1_npl_model", "9_1_npl")
    losses = _of(by_id, "6_1_loss_model", "6_1_loss_warning", "6_1_loss_industry", "6_3_loss_industry")
    model, warning, *industry = _changes(losses)
    return (
        Together(
            key="npl",
            kind="differ",
            claims=(*averages, *single),
            numbers=(
                Number(name="largest", value=min(_changes(averages)), unit="change"),
                Number(name="smallest", value=max(_changes(averages)), unit="change"),
                Number(name="n", value=len(single), unit="count"),
                Number(name="single", value=_changes(single)[0], unit="change"),
            ),
        ),
        Together(
            key="loss",
            kind="differ",
            claims=losses,
            numbers=(
                Number(name="model", value=model, unit="change"),
                Number(name="warning", value=warning, unit="change"),
                Number(name="both", value=(1 + model) * (1 + warning) - 1, unit="change"),
                Number(name="one", value=industry[0], unit="change"),
                Number(name="other", value=industry[1], unit="change"),
            ),
        ),
    )


def _customers(by_id: Claims) -> tuple[Together, ...]:
    happier = tuple(claim for claim in by_id.values() if claim.theme == "satisfaction")
    most = max(_changes(happier))
    fewer, fewest, kept = _of(by_id, "2_3_churn", "8_1_churn", "5_3_retention")
    rise = _changes([kept])[0]
    bases = [base_churn(-fall, rise) for fall in _changes([fewer, fewest])]
    return (
        _spread(
            "satisfaction",
            "condition",
            happier,
            Number(name="same", value=sum(change == most for change in _changes(happier)), unit="count"),
            Number(name="ceiling", value=1 / (1 + most), unit="share"),
        ),
        Together(
            key="retention",
            kind="condition",
            claims=(fewer, fewest, kept),
            numbers=(
                Number(name="one", value=_changes([fewer])[0], unit="change"),
                Number(name="other", value=_changes([fewest])[0], unit="change"),
                Number(name="kept", value=rise, unit="change"),
                Number(name="one_base", value=bases[0], unit="share"),
                Number(name="other_base", value=bases[1], unit="share"),
            ),
        ),
    )


def _service(by_id: Claims) -> tuple[Together, ...]:
    rate, count, detection = _of(by_id, "3_3_fraud_rate", "3_3_fraud_incidents", "3_2_fraud_detection")
    (lent,) = _of(by_id, "1_1_originations_growth")
    machine, people = _of(by_id, "3_2_accuracy_ai", "3_2_accuracy_manual")
    right = [claim.value or 0.0 for claim in (machine, people)]
    changes = _changes([rate, count, detection, lent])
    return (
        _spread("response", "differ", _of(by_id, "8_1_cs_response", "8_2_cs_response")),
        _spread("conversion", "differ", _of(by_id, "3_2_conversion", "8_2_conversion")),
        Together(
            key="fraud",
            kind="condition",
            claims=(rate, count, detection, lent),
            numbers=(
                Number(name="rate", value=changes[0], unit="change"),
                Number(name="count", value=changes[1], unit="change"),
                Number(name="volume", value=(1 + changes[1]) / (1 + changes[0]) - 1, unit="change"),
                Number(name="detection", value=changes[2], unit="change"),
                Number(name="lent", value=changes[3], unit="change"),
            ),
        ),
        Together(
            key="accuracy",
            kind="differ",
            claims=(machine, people),
            numbers=(
                Number(name="machine", value=right[0], unit="share"),
                Number(name="people", value=right[1], unit="share"),
                Number(name="errors", value=(1 - right[0]) / (1 - right[1]) - 1, unit="change"),
            ),
        ),
    )


def _money(by_id: Claims) -> tuple[Together, ...]:
    figures = _of(by_id, "8_1_revenue", "8_1_cost", "8_1_margin")
    revenue, cost, margin = _changes(figures)
    relative, points = margins_before(revenue, -cost, margin)
    return (
        Together(
            key="margin",
            kind="condition",
            claims=figures,
            numbers=(
                Number(name="revenue", value=revenue, unit="change"),
                Number(name="cost", value=cost, unit="change"),
                Number(name="margin", value=margin, unit="share"),
                Number(name="relative", value=relative, unit="share"),
                Number(name="points", value=points, unit="share"),
            ),
        ),
    )


def _market(by_id: Claims) -> tuple[Together, ...]:
    growth = _of(by_id, "1_1_market_growth", "9_1_market_growth")
    volumes = _of(by_id, "3_1_data_volume_2019", "3_1_data_volume_2025")
    times = _bound(volumes[1], "lower") / _bound(volumes[0], "lower")
    years = int(volumes[1].period_en) - int(volumes[0].period_en)
    return (
        Together(
            key="market_growth",
            kind="differ",
            claims=growth,
            numbers=(
                Number(name="now", value=_bound(growth[0], "lower"), unit="share"),
                Number(name="soon", value=_bound(growth[1], "lower"), unit="share"),
            ),
        ),
        Together(
            key="data_volume",
            kind="condition",
            claims=volumes,
            numbers=(
                Number(name="times", value=times, unit="times"),
                Number(name="years", value=years, unit="count"),
                Number(name="yearly", value=times ** (1 / years) - 1, unit="change"),
            ),
        ),
    )


def _find_rounding(everything: tuple[Claim, ...]) -> Together:
    changes = tuple(
        claim for claim in everything if claim.kind == "relative_change" and claim.value is not None
    )
    sizes = [claim.value or 0.0 for claim in changes]
    (most, n), (next_most, next_n) = Counter(sizes).most_common(2)
    return Together(
        key="rounded",
        kind="pattern",
        claims=changes,
        numbers=(
            Number(name="n", value=len(sizes), unit="count"),
            Number(
                name="round",
                value=sum(abs(size / STEP - round(size / STEP)) < 1e-9 for size in sizes),
                unit="count",
            ),
            Number(name="step", value=STEP, unit="share"),
            Number(name="most", value=most, unit="share"),
            Number(name="most_n", value=n, unit="count"),
            Number(name="next", value=next_most, unit="share"),
            Number(name="next_n", value=next_n, unit="count"),
        ),
    )
