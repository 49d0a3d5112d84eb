"""What the last book said beside what is said now: of headlines, targets and goals of initiatives."""

from dataclasses import dataclass

from asking.books import LastBook
from reports.since.as_stated import AsStated, Then
from reports.since.restated import Cause, find_cause
from warehouse.effects.evidence import Evidence, Pair, evidence
from warehouse.effects.harm import standing
from warehouse.kpis.headlines import HEADLINES
from warehouse.query.answers import Change, Comparison
from warehouse.query.targets import target_of
from wording.cards.compared import compare_windows, judgement_of
from wording.choices import Choices
from wording.judgement import Judgement, TargetState, target_state
from wording.levels import sides
from wording.reader import Reader


@dataclass(frozen=True, kw_only=True)
class Side:
    """A headline in one book: its change, its status, and whether its target was met; None without one."""

    change: Change
    judgement: Judgement
    target: TargetState | None


@dataclass(frozen=True, kw_only=True)
class Restated:
    """The value before and after of the last book's months, as they were printed and as they are now; and why."""

    then: str
    now: str
    cause: Cause


@dataclass(frozen=True, kw_only=True)
class Moved:
    """A headline in the last book and now. now: None where it can no longer be compared. restated: None if not."""

    code: str
    then: Side
    now: Side | None
    restated: Restated | None

    @property
    def turned(self) -> bool:
        """Whether the status is another one."""
        return self.now is not None and self.now.judgement.status != self.then.judgement.status


@dataclass(frozen=True, kw_only=True)
class Turned:
    """The goal of an initiative whose grade is another one now; None: it was not, or is no longer, there."""

    initiative: str
    kpi: str
    then: Pair | None
    now: Pair | None


def compare_headlines(reader: Reader, choices: Choices, book: LastBook) -> tuple[Moved, ...]:
    """Return the headlines that the last book compared, in their order."""
    stated = AsStated(book, choices.where)
    read = ((code, stated.find_comparison(code)) for code in HEADLINES)
    return tuple(
        Moved(
            code=code,
            then=_side(reader, choices, code, then.comparison, stated.judge(code)),
            now=_now(reader, choices, code),
            restated=_restate(reader, choices, then, code, book),
        )
        for code, then in read
        if then is not None
    )


def _now(reader: Reader, choices: Choices, code: str) -> Side | None:
    comparison = compare_windows(reader, choices, code)
    if comparison is None or not comparison.changes:
        return None
    return _side(reader, choices, code, comparison, judgement_of(reader, choices, code))


def _side(reader: Reader, choices: Choices, code: str, comparison: Comparison, judgement: Judgement) -> Side:
    change = comparison.changes[0]
    target = target_of(reader.snapshot, code, choices.where, comparison.months_after)
    met = target_state(change.after.estimate, target, reader.kpi(code)) if target is not None else None
    return Side(change=change, judgement=judgement, target=met)


def _restate(reader: Reader, choices: Choices, then: Then, code: str, book: LastBook) -> Restated | None:
    """None where the months of the last book still print the same."""
    now = reader.ask.change(code, then.before, then.after, (), choices.where)
    if not now.changes:
        return None
    printed = [tell_levels(comparison.changes[0], code, reader) for comparison in (then.comparison, now)]
    if printed[0] == printed[1]:
        return None
    return Restated(then=printed[0], now=printed[1], cause=find_cause(then, now, book, reader.snapshot))


def tell_levels(change: Change, code: str, reader: Reader) -> str:
    """Return the value before and after, or "–" where one is missing."""
    before, after = change.before.estimate.value, change.after.estimate.value
    if before is None or after is None:
        return reader.say("report.none")
    return sides(before, after, reader.kpi(code), reader.language)


def compare_goals(reader: Reader, book: LastBook) -> tuple[Turned, ...]:
    """Return the goals whose grade is another one than in the last book; none where it had no evidence."""
    then = AsStated(book, ()).evidence
    if then is None:
        return ()
    old, new = _goals(then), _goals(reader.ask.of(evidence))
    return tuple(
        Turned(initiative=key[0], kpi=key[1], then=old.get(key), now=new.get(key))
        for key in dict.fromkeys((*old, *new))
        if _standing(old.get(key)) != _standing(new.get(key))
    )


def _goals(measured: Evidence) -> dict[tuple[str, str], Pair]:
    return {(pair.initiative, pair.kpi): pair for pair in measured.pairs if pair.stated}


def _standing(pair: Pair | None) -> str:
    return standing(pair) if pair is not None else ""
