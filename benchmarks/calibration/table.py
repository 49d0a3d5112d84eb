"""Trials as tables: bias, coverage, and how often an effect is said, with the uncertainty of the simulation itself."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from analysis.intervals import wilson
from benchmarks.calibration.outcomes import KPIS, NOTHING, PICKED, TWINS
from benchmarks.calibration.trials import NAIVE, OURS, TWO_WAY

WAYS = (NAIVE, TWO_WAY, OURS)
DESIGNS = {
    "mean ln": "means of ln",
    "share": "shares",
    "counts": "counts",
    "cohorts": "counts by month of origination",
}


# What the initiative that does nothing promises in the simulated company; here it promises two things more.
ITS_GOALS = ("approval time", "satisfaction")


def judged(trials: pd.DataFrame) -> pd.DataFrame:
    """Trials with error, and whether covered, clear (significant at 5 %), attributable; what cannot be said is none."""
    error = trials["value"] - trials["truth"]
    return trials.assign(
        error=error,
        covered=error.abs() <= trials["half"],
        clear=trials["value"].abs() > trials["half"],
        attributable=trials["failed"] == "",
        panel=trials["calendar"].astype(str) + " " + trials["company"].astype(str),
    )


def summary(trials: pd.DataFrame) -> list[str]:
    """One line a kind of outcome; twins, which nothing can tell apart, are left to `by_goal`."""
    lines = head(
        ("outcome", "companies"),
        *(f"interval holds the truth: {way}" for way in WAYS),
        "nothing there, yet significant → attributable",
        "effect found attributable",
    )
    apart = trials[~trials["code"].isin(TWINS)]
    for kind, of_kind in apart.groupby("kind", sort=False):
        panels = of_kind["panel"].nunique()
        ways = {way: of_kind[of_kind["way"] == way] for way in WAYS}
        ours = ways[OURS]
        nothing, something = ours[ours["full"] == 0], ours[ours["full"] != 0]
        covered = [share_of(ways[way]["covered"].mean(), panels) for way in WAYS]
        said = f"{share_of(nothing['clear'].mean(), panels)} → {share_of(nothing['attributable'].mean(), panels)}"
        lines.append(
            row(
                DESIGNS[str(kind)],
                f"{panels:,}",
                *covered,
                said,
                share_of(something["attributable"].mean(), panels),
            )
        )
    return lines


def null_initiative(trials: pd.DataFrame) -> list[str]:
    """How often the initiative that does nothing is said to do something: in a goal, and in any of its goals."""
    nothing = trials[trials["code"] == NOTHING]
    panels = nothing["panel"].nunique()
    said = {(way, "clear"): nothing[nothing["way"] == way] for way in WAYS}
    said[OURS, "attributable"] = said[OURS, "clear"]
    lines = head(("the initiative that does nothing",), *WAYS, "ours: attributable")
    per_goal = [rows[what].mean() for (_, what), rows in said.items()]
    lines.append(row("in a goal", *(share_of(share, panels) for share in per_goal)))
    for goals in (ITS_GOALS, tuple(nothing["kpi"].unique())):
        shares = [
            rows[rows["kpi"].isin(goals)].groupby("panel")[what].any().mean()
            for (_, what), rows in said.items()
        ]
        lines.append(row(f"in any of {len(goals)} goals", *(share_of(share, panels) for share in shares)))
    return lines


def by_goal(trials: pd.DataFrame) -> list[str]:
    """One line a goal: what is true, bias and coverage of each way, how often each says an effect, what it takes."""
    lines = head(
        ("outcome", "initiative", "true effect"),
        *(f"bias: {way}" for way in WAYS),
        *(f"covers: {way}" for way in WAYS),
        *(f"significant: {way}" for way in WAYS),
        "attributable",
        "seen with 80 % power",
    )
    for kpi in KPIS:
        for code in kpi.stated:
            goal = trials[(trials["kpi"] == kpi.name) & (trials["code"] == code)]
            ways = [goal[goal["way"] == way] for way in WAYS]
            panels = goal["panel"].nunique()
            spread = np.nanstd(ways[2]["error"])
            lines.append(
                row(
                    kpi.name,
                    code.replace("_", " ") + _remark(code),
                    f"{kpi.effects.get(code, 0.0):+.2f}",
                    *(f"{way['error'].mean():+.3f}" for way in ways),
                    *(f"{way['covered'].mean():.1%}" for way in ways[:2]),
                    share_of(ways[2]["covered"].mean(), panels),
                    *(f"{way['clear'].mean():.1%}" for way in ways),
                    share_of(ways[2]["attributable"].mean(), panels),
                    f"{2.8 * spread:.3f}",
                )
            )
    return lines


def failed_gates(trials: pd.DataFrame) -> list[str]:
    """Of ours: which gate is the first that does not hold, by goal."""
    ours = trials[trials["way"] == OURS]
    counted = ours.groupby(["kpi", "code"], sort=False)["failed"].value_counts(normalize=True)
    table = counted.unstack(fill_value=0).rename(columns={"": "attributable"})
    lines = head(("outcome", "initiative"), *map(str, table.columns))
    return lines + [
        row(*map(str, names), *(f"{share:.1%}" for share in shares))
        for names, shares in zip(table.index, table.to_numpy(), strict=True)
    ]


def _remark(code: str) -> str:
    return {PICKED: " (picked worst first)", NOTHING: " (does nothing)"}.get(
        code, " (a twin)" if code in TWINS else ""
    )


def share_of(share: float, panels: int) -> str:
    """A share of panels with Wilson's interval; of several goals a panel, as if it were one (so rather too wide)."""
    found = wilson(share * panels, panels)
    return f"{share:.1%} [{found.lower:.1%}–{found.upper:.1%}]"


def head(names: Sequence[str], *more: str) -> list[str]:
    """The two lines above a table in Markdown; columns of `more` are numbers."""
    columns = [*names, *more]
    return [row(*columns), "|" + "|".join(["---"] * len(names) + ["---:"] * len(more)) + "|"]


def row(*cells: str) -> str:
    """One line of it."""
    return "| " + " | ".join(cells) + " |"
