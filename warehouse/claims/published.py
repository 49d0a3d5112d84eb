"""One published figure and what was decided about it, as they stand in the two tables of this folder."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, cast, get_args

Match = Literal["same", "near", "other definition", "no data", "vague", "forecast"]
MATCHES: tuple[Match, ...] = get_args(Match)
Scale = Literal["relative", "level"]  # the change of the KPI relative to before, or its value after

FOLDER = Path(__file__).parent
IN_WORDS = ("[vague]", "[qualitative]")  # notes that begin so: the report gives words and no number


@dataclass(frozen=True, kw_only=True)
class Claim:
    """One published figure, and our decision.

    `value`, `lower`, `upper` in `unit`, unsigned; shares as fractions, `direction` says which way a change went.
    `match`: how it stands to what we measure; `kpi`: the KPI of ours it is about, "" for none; `scale`: where on
    it the figure lies, None unless drawn; `of_speed`: it tells how much faster, not how much less time.
    """

    claim_id: str
    section: str
    theme: str
    metric_en: str
    metric_zh: str
    kind: str
    direction: str
    value: float | None
    unit: str
    lower: float | None
    upper: float | None
    scope: str
    lever_en: str
    lever_zh: str
    period_en: str
    period_zh: str
    note_en: str
    match: Match
    kpi: str
    scale: Scale | None
    of_speed: bool
    why_en: str
    why_zh: str

    @property
    def placed(self) -> bool:
        """Whether it stands beside a measured figure."""
        return self.scale is not None

    @property
    def in_words(self) -> bool:
        """The report gives words only; a number here is our reading of them."""
        return self.note_en.startswith(IN_WORDS)

    @property
    def change(self) -> float | None:
        """The relative change it states, signed; of a speed the change of the time; None where it states none."""
        if self.value is None:
            return None
        if self.kind == "ratio" and self.direction != "level":
            return self.value - 1
        if self.kind != "relative_change":
            return None
        return (
            time_change(self.value) if self.of_speed else self.value * (-1) ** (self.direction == "decrease")
        )

    @property
    def place(self) -> float | None:
        """Where it lies on the scale of the KPI, None where it is not drawn."""
        return {"relative": self.change, "level": self.value, None: None}[self.scale]


def time_change(faster: float) -> float:
    """The relative change of a time that became faster by the fraction: −s ÷ (1 + s) (statistics §10, rule 1)."""
    return -faster / (1 + faster)


@cache
def claims() -> tuple[Claim, ...]:
    """All figures in the order of the report; ValueError where the two tables do not fit each other."""
    return tuple(
        _claim(published, decided)
        for published, decided in zip(_rows("published_claims"), _rows("decisions"), strict=True)
    )


def _claim(published: dict[str, str], decided: dict[str, str]) -> Claim:
    if published["claim_id"] != decided["claim_id"] or decided["match"] not in MATCHES:
        raise ValueError(f"{published['claim_id']}: no decision, or one that is not known")
    return Claim(
        claim_id=published["claim_id"],
        section=published["section"],
        theme=published["theme"],
        metric_en=published["metric_en"],
        metric_zh=published["metric_zh"],
        kind=published["kind"],
        direction=published["direction"],
        value=_number(published["value"]),
        unit=published["unit"],
        lower=_number(published["lower"]),
        upper=_number(published["upper"]),
        scope=published["scope"],
        lever_en=published["lever"],
        lever_zh=decided["lever_zh"],
        period_en=published["period_or_year"],
        period_zh=decided["period_zh"],
        note_en=published["note_en"],
        match=decided["match"],
        kpi=decided["kpi"],
        scale=cast(Scale, decided["scale"]) if decided["scale"] else None,
        of_speed=decided["reads"] == "speed",
        why_en=decided["why_en"],
        why_zh=decided["why_zh"],
    )


def _number(text: str) -> float | None:
    return float(text) if text else None


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
