"""Published figures about one thing, together, and the arithmetic of what they would need to hold at once.

Anonymous companies may each have their own change, so unlike figures `differ` and need not contradict each other. Where
figures hold together only from a certain start, or with something the report does not say, the sentence names that
`condition`. A `pattern` is one of nearly all figures. Everything is computed from the figures of the table.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from warehouse.claims.records import Claim, claims

Kind = Literal["differ", "condition", "pattern"]
Unit = Literal["change", "share", "minutes", "times", "count"]

HOUR_MINUTES, DAY_MINUTES = 60, 1440
STEP = 0.05  # nearly everything published is a multiple of it


@dataclass(frozen=True)
class Number:
    """A number of a sentence: a `change` is relative and signed, a `share` is neither."""

    name: str
    value: float
    unit: Unit


@dataclass(frozen=True)
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
        _rounded(tuple(by_id.values())),
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


def _changes(found: Sequence[Claim]) -> list[float]:
    return [claim.change for claim in found if claim.change is not None]


def _bound(claim: Claim, side: Literal["lower", "upper"]) -> float:
    bound = getattr(claim, side)
    assert bound is not None, f"{claim.claim_id} has no {side} bound"
    return float(bound)


def _spread(key: str, kind: Kind, found: tuple[Claim, ...], *more: Number) -> Together:
    """A group whose sentence gives how many figures there are, the smallest change and the largest."""
    changes = sorted(_changes(found), key=abs)
    numbers = (
        Number("n", len(found), "count"),
        Number("smallest", changes[0], "change"),
        Number("largest", changes[-1], "change"),
    )
    return Together(key, kind, found, (*numbers, *more))


def _approval(by_id: Claims) -> tuple[Together, ...]:
    cuts = _of(by_id, *(f"{section}_approval_time" for section in ("1_2", "8_1", "8_2", "9_1", "9_2")))
    changes = _changes(cuts)
    left = Number("times", (1 + max(changes)) / (1 + min(changes)), "times")
    weeks = _of(by_id, "1_3_approval_time_before", "2_3_approval_time_before")
    levels = _of(by_id, "2_1_approval_time", "3_2_approval_time", "1_2_processing_time")
    start = min(_bound(claim, "lower") for claim in weeks) * DAY_MINUTES
    hours, minutes = _bound(levels[0], "upper") * HOUR_MINUTES, _bound(levels[2], "upper")
    review, cut = _of(by_id, "9_2_review_time", "9_2_approval_time")
    at_most = _bound(review, "upper")
    return (
        _spread("approval_change", "differ", cuts, left),
        Together(
            "approval_level",
            "condition",
            (*weeks, *levels),
            (
                Number("start", start, "minutes"),
                Number("hours", hours, "minutes"),
                Number("minutes", minutes, "minutes"),
                Number("to_hours", hours / start - 1, "change"),
                Number("to_minutes", minutes / start - 1, "change"),
                Number("largest", min(changes), "change"),
            ),
        ),
        Together(
            "approval_before",
            "condition",
            (review, cut, *weeks),
            (
                Number("after", at_most, "minutes"),
                Number("cut", _changes([cut])[0], "change"),
                Number("before", at_most / (1 + _changes([cut])[0]), "minutes"),
                Number("start", start, "minutes"),
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
            "npl",
            "differ",
            (*averages, *single),
            (
                Number("largest", min(_changes(averages)), "change"),
                Number("smallest", max(_changes(averages)), "change"),
                Number("n", len(single), "count"),
                Number("single", _changes(single)[0], "change"),
            ),
        ),
        Together(
            "loss",
            "differ",
            losses,
            (
                Number("model", model, "change"),
                Number("warning", warning, "change"),
                Number("both", (1 + model) * (1 + warning) - 1, "change"),
                Number("one", industry[0], "change"),
                Number("other", industry[1], "change"),
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
            Number("same", sum(change == most for change in _changes(happier)), "count"),
            Number("ceiling", 1 / (1 + most), "share"),
        ),
        Together(
            "retention",
            "condition",
            (fewer, fewest, kept),
            (
                Number("one", _changes([fewer])[0], "change"),
                Number("other", _changes([fewest])[0], "change"),
                Number("kept", rise, "change"),
                Number("one_base", bases[0], "share"),
                Number("other_base", bases[1], "share"),
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
            "fraud",
            "condition",
            (rate, count, detection, lent),
            (
                Number("rate", changes[0], "change"),
                Number("count", changes[1], "change"),
                Number("volume", (1 + changes[1]) / (1 + changes[0]) - 1, "change"),
                Number("detection", changes[2], "change"),
                Number("lent", changes[3], "change"),
            ),
        ),
        Together(
            "accuracy",
            "differ",
            (machine, people),
            (
                Number("machine", right[0], "share"),
                Number("people", right[1], "share"),
                Number("errors", (1 - right[0]) / (1 - right[1]) - 1, "change"),
            ),
        ),
    )


def _money(by_id: Claims) -> tuple[Together, ...]:
    found = _of(by_id, "8_1_revenue", "8_1_cost", "8_1_margin")
    revenue, cost, margin = _changes(found)
    relative, points = margins_before(revenue, -cost, margin)
    return (
        Together(
            "margin",
            "condition",
            found,
            (
                Number("revenue", revenue, "change"),
                Number("cost", cost, "change"),
                Number("margin", margin, "share"),
                Number("relative", relative, "share"),
                Number("points", points, "share"),
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
            "market_growth",
            "differ",
            growth,
            (
                Number("now", _bound(growth[0], "lower"), "share"),
                Number("soon", _bound(growth[1], "lower"), "share"),
            ),
        ),
        Together(
            "data_volume",
            "condition",
            volumes,
            (
                Number("times", times, "times"),
                Number("years", years, "count"),
                Number("yearly", times ** (1 / years) - 1, "change"),
            ),
        ),
    )


def _rounded(everything: tuple[Claim, ...]) -> Together:
    changes = tuple(
        claim for claim in everything if claim.kind == "relative_change" and claim.value is not None
    )
    sizes = [claim.value or 0.0 for claim in changes]
    (most, n), (next_most, next_n) = Counter(sizes).most_common(2)
    return Together(
        "rounded",
        "pattern",
        changes,
        (
            Number("n", len(sizes), "count"),
            Number("round", sum(abs(size / STEP - round(size / STEP)) < 1e-9 for size in sizes), "count"),
            Number("step", STEP, "share"),
            Number("most", most, "share"),
            Number("most_n", n, "count"),
            Number("next", next_most, "share"),
            Number("next_n", next_n, "count"),
        ),
    )
