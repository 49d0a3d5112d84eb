"""Decisions as frozen records, and what has become of them; times are UTC.

A decision is judged by the month of review that it was recorded with; a later one is kept and changes no score.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any, Literal
from zoneinfo import ZoneInfo

from analysis.results import NOT_OLD_ENOUGH, Reason
from analysis.scenario.scoring import Calibration, Score, calibrate
from warehouse.contract.windows import month_of, shift
from warehouse.scenarios.forecast import Judgement
from warehouse.snapshot.snapshots import Snapshot

State = Literal["open", "reviewed"]
Status = Literal["open", "scored", "by hand", "reviewed"]
NO_FORECAST = Reason(code="no forecast")


@dataclass(frozen=True, kw_only=True)
class Change:
    """A decision from one change to the next; `number` counts from 1.

    review: month (YYYY-MM). reason: of the change, "" of the first; what became of it where it was reviewed by hand.
    """

    number: int
    state: State
    owner: str
    review: str
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Decision:
    """What was decided, in a person's words, with all its changes, oldest first.

    plan: key of the version decided on, CODE.N, with its name then. meeting: at which it was decided. forecast: frozen
    JSON. Each is None for none. snapshot: the one that was looked at. decided_on: in the company's time.
    """

    code: str
    text: str
    plan: str | None
    plan_name: str | None
    meeting: str | None
    snapshot: str
    decided_on: date
    forecast: str | None
    changes: tuple[Change, ...]

    @property
    def last(self) -> Change:
        """The change that holds."""
        return self.changes[-1]

    @property
    def first_review(self) -> str:
        """The month of review that it was recorded with, by which it is judged."""
        return self.changes[0].review

    def follow_with(self, by: str, at: datetime, **other: Any) -> Change:
        """Return the next change: the current state with the named fields replaced."""
        return replace(self.last, number=self.last.number + 1, by=by, at=at, **other)


@dataclass(frozen=True, kw_only=True)
class Judged:
    """A decision and what became of it.

    status: by hand if the month of review is over and nothing can be scored, for `reason`. judgement: None without a
    forecast that can be read.
    """

    decision: Decision
    status: Status
    judgement: Judgement | None
    reason: Reason | None

    @property
    def score(self) -> Score | None:
        """The score of the series that it is judged by."""
        own = self.judgement.main.own if self.judgement is not None else None
        return own if isinstance(own, Score) else None

    @property
    def is_better(self) -> bool:
        """Whether the plan's forecast came closer than that of doing nothing."""
        gain = self.judgement.main.gain if self.judgement is not None else None
        return isinstance(gain, float) and gain > 0


@dataclass(frozen=True, kw_only=True)
class Tally:
    """Counts of decisions: those scored, of these in the 90 % and 50 % range and better than doing nothing."""

    scored: int
    within_90: int
    within_50: int
    unclear: int
    better: int
    open: int
    by_hand: int
    reviewed: int


def last_month_over(snapshot: Snapshot) -> str:
    """Return the last month (YYYY-MM) that was over at the snapshot's cut-off, in the company's time zone."""
    cut_off = snapshot.as_of.replace(tzinfo=UTC).astimezone(ZoneInfo(snapshot.company.timezone))
    return shift(month_of(cut_off.date()), -1)


def judge_decisions(
    decisions: Sequence[Decision], judge: Callable[[str], Judgement | Reason], month: str
) -> tuple[Judged, ...]:
    """Return what became of decisions.

    judge: compares a forecast (JSON) with what came. month: the last one that is over, YYYY-MM.
    """
    return tuple(
        _judge(decision, NO_FORECAST if decision.forecast is None else judge(decision.forecast), month)
        for decision in decisions
    )


def _judge(decision: Decision, judgement: Judgement | Reason, month: str) -> Judged:
    known = judgement if isinstance(judgement, Judgement) else None
    reason = judgement if isinstance(judgement, Reason) else None
    if known is not None and isinstance(known.main.own, Reason):
        reason = known.main.own
    if reason is None:
        status: Status = "scored"
    elif decision.last.state == "reviewed":
        status = "reviewed"
    else:
        due = decision.last.review <= month and reason != NOT_OLD_ENOUGH
        status = "by hand" if due else "open"
    return Judged(decision=decision, status=status, judgement=known, reason=reason)


def tally(judged: Sequence[Judged]) -> Tally:
    """Count decisions by what became of them."""
    scores = [each.score for each in judged if each.score is not None]
    statuses = [each.status for each in judged]
    return Tally(
        scored=len(scores),
        within_90=sum(score.inside_90 for score in scores),
        within_50=sum(score.inside_50 for score in scores),
        unclear=sum(score.place == "unclear" for score in scores),
        better=sum(each.is_better for each in judged),
        open=statuses.count("open"),
        by_hand=statuses.count("by hand"),
        reviewed=statuses.count("reviewed"),
    )


def calibrate_decisions(judged: Sequence[Judged]) -> Calibration | Reason:
    """Return how often the forecasts of decisions held, one value each."""
    return calibrate([each.score for each in judged if each.score is not None])
