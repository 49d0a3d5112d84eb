"""Where the bars of a waterfall begin and end, by hand."""

from reports.description import Chart, Series
from reports.waterfall import stack


def test_bars_of_a_waterfall_below_and_across_zero_end_where_the_next_begins() -> None:
    """3 − 5 + 1 = −1, by hand: 0…3, 3…−2 across zero, −2…−1 below it, and −1."""
    series = Series(name="steps", values=(3.0, -5.0, 1.0, -1.0), colour="#000000", dashed=False, ends=())
    chart = Chart(
        kind="waterfall",
        title="",
        categories=("before", "a", "b", "after"),
        series=(series,),
        axis=None,  # type: ignore[arg-type]
        colours=(),
        drawn=4,
        legend=False,
        ends=("", ""),
    )
    unseen, above, below = (one.values for one in stack(chart).series)
    assert unseen == (0.0, 0.0, -1.0, 0.0)
    assert above == (3.0, 3.0, 0.0, 0.0)
    assert below == (0.0, -2.0, -1.0, -1.0)
