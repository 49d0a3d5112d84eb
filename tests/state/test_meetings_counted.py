"""Meetings and actions: what is counted of them, by hand and without a database, and what carries over."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from state.meeting_records import (
    Action,
    Change,
    Counted,
    Meeting,
    State,
    cadence,
    count_closed_in_time,
    select_carried_over,
)

TODAY = date(2026, 3, 20)
JANUARY, FEBRUARY, MARCH = date(2026, 1, 15), date(2026, 2, 12), date(2026, 3, 12)
SNAPSHOT = "20251231-0000000000"


def a_meeting(on: date) -> Meeting:
    return Meeting(
        code=f"m{on:%m%d}",
        partner="D001",
        held_on=on,
        snapshot=SNAPSHOT,
        attendees="",
        notes="",
        recorded_by="Han",
        recorded_at=datetime(2026, 1, 1),
    )


def a_change(number: int, one: tuple[State, date, date]) -> Change:
    state, on, due_on = one
    return Change(
        number=number,
        state=state,
        owner="Han",
        due_on=due_on,
        on=on,
        meeting=None,
        reason="",
        by="Han",
        at=datetime(2026, 1, 1),
    )


def an_action(due_on: date, *then: tuple[State, date, date]) -> Action:
    """Opened in January; then: state, the day it holds from, due date."""
    return Action(
        code="a",
        partner="D001",
        text="x",
        meeting="m",
        changes=tuple(map(a_change, range(1, 9), [("open", JANUARY, due_on), *then])),
    )


def test_months_with_a_meeting_of_those_that_are_over() -> None:
    """
    2025   10  11  12   2026  1   2   3
           ▪▪   .   ▪         ▪   .   (▪)     October twice counts once, March is not over: 3 of 5
    """
    days = [date(2025, 10, 1), date(2025, 10, 31), date(2025, 12, 1), date(2026, 1, 9), MARCH]
    assert cadence([a_meeting(day) for day in days], TODAY) == Counted(count=3, n=5)
    assert cadence([a_meeting(MARCH)], TODAY) == cadence([], TODAY) == Counted(count=0, n=0)
    assert cadence([a_meeting(date(2020, 1, 1))], TODAY) == Counted(count=0, n=12)  # the last twelve months


def test_actions_are_judged_by_the_due_date_they_were_opened_with() -> None:
    """
    due      then                                           counts
    12 Feb   done 12 Feb                                    in time
    12 Feb   done 13 Feb                                    late
    12 Feb   put off to April on 1 Feb, done 12 Mar         late, though before April
    12 Feb   put off to April                               not done
    12 Feb   dropped 1 Feb                                  was not due any more
    12 Feb   dropped 12 Mar                                 not done
    12 Feb   done 1 Feb, open again 12 Mar                  not done
    20 Mar   done 12 Mar                                    not due before tomorrow
    """
    early, late, april = date(2026, 2, 1), FEBRUARY + timedelta(1), date(2026, 4, 1)
    actions = [
        an_action(FEBRUARY, ("done", FEBRUARY, FEBRUARY)),
        an_action(FEBRUARY, ("done", late, FEBRUARY)),
        an_action(FEBRUARY, ("open", early, april), ("done", MARCH, april)),
        an_action(FEBRUARY, ("open", early, april)),
        an_action(FEBRUARY, ("dropped", early, FEBRUARY)),
        an_action(FEBRUARY, ("dropped", MARCH, FEBRUARY)),
        an_action(FEBRUARY, ("done", early, FEBRUARY), ("open", MARCH, FEBRUARY)),
        an_action(TODAY, ("done", MARCH, TODAY)),
    ]
    assert count_closed_in_time(actions, TODAY) == Counted(count=1, n=6)
    assert count_closed_in_time(actions, TODAY + timedelta(1)) == Counted(count=2, n=7)
    assert [one.is_overdue(TODAY) for one in actions] == [False] * 6 + [True, False]
    assert [an_action(day).is_overdue(TODAY) for day in (TODAY, TODAY - timedelta(1))] == [False, True]


def test_what_carries_over_to_which_meeting() -> None:
    """
    meetings     January  February  March
    a, open         x        →        →
    b, done 12 Feb  x        →
    c, done 1 Feb   x
    d, done 1 Feb and open again 1 Mar   x   .   →
    """
    early = date(2026, 2, 1)
    a, b = an_action(MARCH), an_action(MARCH, ("done", FEBRUARY, MARCH))
    c = an_action(MARCH, ("done", early, MARCH))
    d = an_action(MARCH, ("done", early, MARCH), ("open", date(2026, 3, 1), MARCH))
    carried = [select_carried_over((a, b, c, d), a_meeting(day)) for day in (JANUARY, FEBRUARY, MARCH)]
    assert carried == [(), (a, b), (a, d)]


Step = tuple[int, str, int]  # days since the last step, what is done, to which of the open actions
ACTS = ("meet", "open", "done", "dropped", "put off")


@given(st.lists(st.tuples(st.integers(1, 40), st.sampled_from(ACTS), st.integers(0, 5))))
def test_what_is_open_is_on_the_table_of_every_meeting_until_it_is_settled(steps: list[Step]) -> None:
    """Walked step by step with a list of what is open, against what the changes alone say afterwards."""
    day, is_open, histories = JANUARY, list[int](), list[list[tuple[State, date, date]]]()
    tables: list[tuple[date, list[int]]] = []
    for days, act, which in steps:
        day += timedelta(days)
        if act == "meet":
            tables.append((day, sorted(is_open)))
        elif act == "open":
            is_open.append(len(histories))
            histories.append([("open", day, day)])
        elif is_open:
            one = is_open[which % len(is_open)]
            state: State = "open" if act == "put off" else "done" if act == "done" else "dropped"
            histories[one].append((state, day, day + timedelta(30)))
            if state != "open":
                is_open.remove(one)
    actions = [
        replace(an_action(JANUARY), code=str(n), changes=tuple(map(a_change, range(1, 99), history)))
        for n, history in enumerate(histories)
    ]
    for held_on, open_then in tables:
        assert [int(one.code) for one in select_carried_over(actions, a_meeting(held_on))] == open_then
