"""Which initiative caused which effect: staggered roll-outs on plain panels, and how far the evidence goes.

panel.py        rows of unit × period, and how a roll-out reaches them
linear.py       effects as weighted sums of outcomes (means, shares)
counts.py       Poisson with expected events as offset (loans gone bad, customers gone)
models.py       both, with the other initiatives' parts taken out jointly
design.py       what a roll-out's calendar lets one ask: counterfactual rows, placebo, separability
imputation.py   effect, interval, event study
grading.py      what the evidence earns
series.py       a break in the trend where all units went live at once
plain.py        one roll-out on plain columns, for anybody's panel

From outside, with any panel in columns of equal length:

    >>> from analysis.attribution.design import Rules
    >>> from analysis.attribution.plain import estimate_staggered_effect
    >>> found = estimate_staggered_effect(
    ...     unit=["a", "a", "b", "b"],
    ...     period=[2023, 2024, 2023, 2024],
    ...     treated_from=[2024, 2024, None, None],
    ...     outcome=[20.0, 21.0, 23.0, 21.0],
    ...     weight=[1.0, 1.0, 1.0, 1.0],
    ...     model="linear",
    ...     rules=Rules(choosing_periods=0, fewest_before=1, fewest_waiting=1),
    ... )
    >>> round(found.value, 6), str(found.detail)  # (21 − 20) − (21 − 23); two units have no interval
    (3.0, 'too few')
"""
