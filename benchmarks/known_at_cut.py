"""What is known of simulated companies at a cut: levels of the last year, and effects of the goals stated."""

from dataclasses import dataclass

import numpy as np

from analysis.attribution.design import Design
from analysis.attribution.imputation import Effect as Estimate
from analysis.attribution.imputation import answers, conclude
from analysis.attribution.models import CountsJoint, Joint, LinearJoint
from analysis.attribution.panel import Array, Panel
from analysis.intervals import LN, LOGIT, jackknife
from benchmarks.calibration import companies
from benchmarks.calibration.companies import UNITS, Calendar
from benchmarks.calibration.futures import Nature, natures
from benchmarks.calibration.outcomes import KPIS, Kpi
from benchmarks.calibration.trials import asked_of, weights
from warehouse.scenarios.baseline import error_of

WINDOW = 12  # months of levels


# Outcomes of the simulation that a scenario knows, and what 0 on ln is in their unit.
SAID_BY = {
    "approval time": ("approval_time_median", 1_300.0),
    "decided by machine": ("automated_rate", 1.0),
    "churn": ("churn_rate", 0.008),
    "loans gone bad": ("npl_rate", 0.0025),
}


OF_SCENARIOS = tuple(kpi for kpi in KPIS if kpi.name in SAID_BY)


@dataclass(frozen=True, kw_only=True)
class Seen:
    """The companies of a calendar at a cut: so many of their months were seen."""

    at: Calendar
    cut: int

    @property
    def last_year(self) -> range:
        """The months of levels."""
        return range(self.cut - WINDOW, self.cut)


@dataclass(frozen=True, kw_only=True)
class Known:
    """What is known of one outcome of a company at the cut.

    level and error: of the last year. effects: of each goal, None where nothing can be said. nature: the truth.
    """

    kpi: Kpi
    model: Joint
    level: float
    error: float
    estimates: dict[str, Estimate | None]
    nature: Nature


def known_of(kpi: Kpi, seen: Seen, size: int) -> list[Known]:
    """What is known of an outcome of each company of a calendar."""
    true = natures(kpi, seen.at, size)
    if kpi.kind in ("mean ln", "share"):
        return _of_means(kpi, seen, size, true)
    return [_of_counts(kpi, seen, company, nature) for company, nature in enumerate(true)]


def _of_means(kpi: Kpi, seen: Seen, size: int, true: list[Nature]) -> list[Known]:
    outcome = companies.means(kpi, seen.at, size)[..., : seen.cut]
    model = LinearJoint(companies.linear_panel(outcome[0]), companies.roll_outs(seen.at, ()))
    by_code = {}
    for code in kpi.stated:
        known = weights(seen.at.number, code, seen.cut)
        by_code[code] = [conclude(known.design, said) for said in known.answers(outcome.reshape(size, -1).T)]
    weight = companies.cases(kpi)[:, seen.cut - WINDOW : seen.cut]
    out = []
    for company, nature in enumerate(true):
        above = (weight * outcome[company, :, -WINDOW:]).sum(axis=1)
        level, error = _level(kpi, above, weight.sum(axis=1))
        estimates = {code: _sayable(found[company]) for code, found in by_code.items()}
        out.append(Known(kpi=kpi, model=model, level=level, error=error, estimates=estimates, nature=nature))
    return out


def _of_counts(kpi: Kpi, seen: Seen, company: int, nature: Nature) -> Known:
    panel = _until(seen.cut, companies.counted(kpi, seen.at, company).panel)
    reached = companies.roll_outs(seen.at, kpi.by_cohort)
    model = CountsJoint(panel, reached)
    estimates = {}
    for one in reached:
        if one.name in kpi.stated:
            asked: Design = asked_of(model, one)
            estimates[one.name] = _sayable(conclude(asked, answers(model, one.name, asked)))
    rows = panel.period >= seen.cut - WINDOW
    above, below = (
        np.bincount(panel.unit[rows], part[rows], UNITS).astype(float)
        for part in (panel.outcome, panel.weight)
    )
    level, error = _level(kpi, above, below)
    return Known(kpi=kpi, model=model, level=level, error=error, estimates=estimates, nature=nature)


def _sayable(found: object) -> Estimate | None:
    return found if isinstance(found, Estimate) else None


def _until(cut: int, panel: Panel) -> Panel:
    rows = panel.period < cut
    cohort = None if panel.cohort is None else panel.cohort[rows]
    return Panel(
        unit=panel.unit[rows],
        period=panel.period[rows],
        cohort=cohort,
        outcome=panel.outcome[rows],
        weight=panel.weight[rows],
        model=panel.model,
    )


def _level(kpi: Kpi, above: Array, below: Array) -> tuple[float, float]:
    """The level of the last year in the outcome's unit, and its error as a scenario has it, from sums by region."""
    code, unit = SAID_BY[kpi.name]
    of_units = np.append(0.0, above), np.append(0.0, below)
    values = (above.sum() - of_units[0]) / (below.sum() - of_units[1])
    if kpi.kind == "mean ln":
        values = np.exp(values)
    found = jackknife(float(values[0]), values[1:], below, LOGIT if kpi.kind == "share" else LN)
    return unit * float(values[0]), error_of(found, code)
