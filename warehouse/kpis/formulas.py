"""The formula of a KPI written in symbols and the measures of its mart, the same in every language.

T is the last of the months asked for, m a month, k a tenure in months, t a wait; reference rates of the snapshot
(statistics §4, §5) and the letters of the lifetime value (§6) appear under their own names.
"""

from warehouse.kpis.record import (
    Formula,
    Growth,
    Kpi,
    Level,
    Lifetime,
    PerDay,
    Quantile,
    Ratio,
    Retention,
    Total,
)


def write_formula(kpi: Kpi) -> str:
    """Return the formula of a KPI as one line, with the rows of the mart that it counts."""
    rows = "".join(f" [{key} = {', '.join(values)}]" for key, values in kpi.rows)
    return f"{_formula(kpi)}{rows}"


def _formula(kpi: Kpi) -> str:
    formula = kpi.formula
    if isinstance(formula, Quantile):
        return _quantile(formula)
    if isinstance(formula, Retention):
        return f"S({formula.months}) = Π (k < {formula.months}) (1 − {_sum(formula.ended)}(k) ÷ Σ {formula.at_risk}(k))"
    if isinstance(formula, Lifetime):
        cost = {"left out": "", "subtracted": " − CAC", "divided by": " ÷ CAC"}[formula.cost]
        return f"Σ (k < H) S(k) × margin(k) × (1 + d)^(−(k + 0.5) ÷ 12){cost}"
    return _of_sums(formula)


def _of_sums(formula: Ratio | PerDay | Total | Level | Growth) -> str:
    if isinstance(formula, Ratio):
        factor = formula.factor if isinstance(formula.factor, str) else f"{formula.factor:.4g}"
        first = "" if factor == "1" else f"{factor} × "
        return f"{first}{_sum(formula.numerator)} ÷ {_sum(formula.denominator)}"
    if isinstance(formula, Growth):
        return f"{_amount(formula.of, '')} ÷ {_amount(formula.of, ' − 12')} − 1"
    if isinstance(formula, PerDay):
        return f"{_sum(formula.numerator)} ÷ days"
    return _amount(formula, "") if isinstance(formula, Level) else _sum(formula.numerator)


def _quantile(formula: Quantile) -> str:
    events = " + ".join(formula.events)
    risk = " + ".join(("d", *formula.censored))
    return f"t: S(t) = {1 - formula.share:g}; S = Π (1 − d ÷ n); d = {events}; n = Σ ({risk}), wait ≥ t"


def measures_of(formula: Formula) -> tuple[str, ...]:
    """Return every measure of the mart that a formula sums."""
    if isinstance(formula, Ratio):
        return (*formula.numerator, *formula.denominator)
    if isinstance(formula, Quantile):
        return (formula.weight,)
    if isinstance(formula, Growth):
        return formula.of.numerator
    if isinstance(formula, Retention | Lifetime):
        return tuple(measure for group in formula.measures for measure in group)
    return formula.numerator


def _sum(measures: tuple[str, ...]) -> str:
    return f"Σ {measures[0]}" if len(measures) == 1 else f"Σ ({' + '.join(measures)})"


def _amount(of: Total | Level, back: str) -> str:
    month = "T" if isinstance(of, Level) else "m"
    return f"{_sum(of.numerator)}({month}{back})"
