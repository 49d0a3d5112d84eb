"""Months of one KPI as its trend draws them, what surrounds them, and the words of a figure."""

from datetime import date

from figures.canvas import Figure
from figures.events import Mark
from figures.trend import Surroundings
from tests.kit.records import (
    a_change,
    a_comparison,
    an_answer,
    one_value,
    sure,
)
from warehouse.kpis import find
from warehouse.query.targets import Target

MEDIAN = find("approval_time_median")
FASTER = a_comparison(a_change(3000, 1500, (-0.6, -0.4), (-1800, -1200)))
AROUND = Surroundings(
    golive=("2022-07", "2024-06"),
    marks=(Mark(on=date(2023, 1, 15), words="Subsidy ends"),),
    targets=(Target(first="2024-01", last=None, value=1440.0, tolerance=120.0, owner=""),),
)
MONTHS = [f"{year}-{month:02d}" for year in (2021, 2022, 2023, 2024, 2025) for month in range(1, 13)]
BY_MONTH = an_answer(
    *(one_value(sure(3000.0, 2500.0, 3600.0), 50, (month,)) for month in MONTHS[:-1]),
    one_value(sure(900.0, 800.0, 1000.0), 50, (MONTHS[-1],), young=True),
)


def words(figure: Figure) -> str:
    return " | ".join(str(annotation.text) for annotation in figure.layout.annotations)
