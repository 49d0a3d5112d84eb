"""What needs attention: tested together, so that a long list raises no alarm by chance."""

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from scipy import stats

from analysis.discoveries import discoveries, p_value
from analysis.intervals import IDENTITY, INDEPENDENT, RELATIVE
from analysis.results import COUNTED, ONE_UNIT, Estimate
from tests.kit.records import a_change, a_comparison, one_value, sure
from warehouse.kpis import KPIS, find
from warehouse.query.answers import Change, Comparison
from warehouse.query.judged import LEADS_STOCKS, is_clear
from warehouse.query.targets import Target
from wording.scorecard import concerns
from wording.scorecard.attention import Candidate, misses_target, select_counted_worse, select_worsened
from wording.words import say


@pytest.mark.parametrize("units", [6.0, 12.5, 31.0])
def test_the_p_value_is_that_of_the_t_test_behind_the_interval(units: float) -> None:
    """change 0.5 with standard error 0.2: t = 2.5 with G_eff − 1 degrees of freedom."""
    reach = 0.2 * stats.t.ppf(0.975, units - 1)
    found = p_value(sure(0.5, 0.5 - reach, 0.5 + reach), IDENTITY, units, upwards=True)
    assert found == pytest.approx(stats.t.sf(2.5, units - 1), rel=1e-9)


def test_both_directions_add_up_to_one_and_meet_the_interval_at_two_and_a_half_percent() -> None:
    """An interval that just touches zero has a one-sided p of 2.5 %, on its own scale."""
    touching = sure(np.expm1(0.3), 0.0, np.expm1(0.6))
    up = p_value(touching, RELATIVE, 20.0, upwards=True)
    down = p_value(touching, RELATIVE, 20.0, upwards=False)
    assert up == pytest.approx(0.025)
    assert down == pytest.approx(0.975)


def test_cases_taken_as_independent_are_judged_by_the_normal_distribution() -> None:
    z = stats.norm.ppf(0.975)
    found = p_value(
        Estimate(
            value=0.3, lower=0.3 - z * 0.1, upper=0.5, method=INDEPENDENT, reason=None, interval_reason=None
        ),
        IDENTITY,
        2.0,
        upwards=True,
    )
    assert found == pytest.approx(stats.norm.sf(3.0))


def test_without_an_interval_there_is_no_p_value() -> None:
    assert p_value(Estimate.bare(0.5, ONE_UNIT), IDENTITY, 20.0, upwards=True) is None


def test_discoveries_are_those_of_benjamini_and_hochberg() -> None:
    """Their example of 1995: 15 hypotheses; at 5 % the four smallest are rejected (Bonferroni: three)."""
    p = np.array(
        [
            *(0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344),
            *(0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0000),
        ]
    )
    assert discoveries(p[::-1], 0.05)[::-1].tolist() == [True] * 4 + [False] * 11
    assert discoveries(np.array([]), 0.1).tolist() == []


def test_regions_that_differ_by_chance_alone_raise_no_alarm() -> None:
    """600 lists of 31 regions without any true change: at most about 10 % of the lists hold a line, while a
    rule of 95 % intervals would hold one in more than half of them."""
    random = np.random.default_rng(20240131)
    reach = 0.05 * stats.t.ppf(0.975, 24)
    alarms = naive = 0
    for _ in range(600):
        errors = 0.05 * stats.t.rvs(24, size=31, random_state=random)
        changes = [
            _with_units(a_change(1.0, np.exp(e), (np.expm1(e - reach), np.expm1(e + reach))), 25.0)
            for e in errors
        ]
        alarms += bool(
            select_worsened(
                [Candidate(kpi=find("churn_rate"), member=str(n), change=c) for n, c in enumerate(changes)]
            )
        )
        naive += any(is_clear(c, find("churn_rate")) and (c.absolute.value or 0) > 0 for c in changes)
    assert alarms / 600 < 0.14
    assert naive / 600 > 0.4


def test_what_got_worse_is_listed_surest_first_and_better_or_undirected_changes_are_not() -> None:
    worse = a_change(0.1, 0.15, (0.2, 0.8))
    much_worse = a_change(0.1, 0.3, (1.5, 2.6))
    better = a_change(0.2, 0.1, (-0.6, -0.4))
    listed = select_worsened(
        [
            Candidate(kpi=find("npl_formation_same_age"), member="a", change=worse),
            Candidate(kpi=find("npl_formation_same_age"), member="b", change=better),
            Candidate(
                kpi=find("npl_rate"), member="c", change=much_worse
            ),  # not worse by itself: seasoning, fewer charge-offs
            Candidate(kpi=find("approval_rate"), member=None, change=much_worse),  # knows no direction
            Candidate(kpi=find("gave_up_30d"), member=None, change=much_worse),
        ]
    )
    assert [(one.kpi.code, one.member) for one in listed] == [
        ("gave_up_30d", None),
        ("npl_formation_same_age", "a"),
    ]


def test_formation_that_is_clearly_worse_stands_there_as_the_headline_it_leads(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """All other KPIs unclear, its p of some 2 % passes no test of so many; its card is red all the same."""
    worse = a_change(0.10, 0.12, (0.01, 0.42), (0.001, 0.04))
    unclear = a_change(0.10, 0.101, (-0.2, 0.28))

    def compared(_reader: object, _choices: object, code: str, by: tuple[str, ...] = ()) -> Comparison | None:
        return None if by else a_comparison(worse if code == LEADS_STOCKS else unclear)

    monkeypatch.setattr(concerns, "compare_windows", compared)
    choices: Any = None
    assert not select_worsened(
        [
            Candidate(kpi=find(code), member=None, change=worse if code == LEADS_STOCKS else unclear)
            for code in KPIS
        ]
    )
    (concern,) = concerns._find_worse(_reader(), choices, ("npl_rate", "csat"))
    assert (concern.code, concern.by, concern.member) == (LEADS_STOCKS, (), "")
    assert "worse, +2.00 pp (0.10\u00a0…\u00a04.00)" in concern.words


def test_what_was_counted_and_got_worse_is_listed_untested(monkeypatch: pytest.MonkeyPatch) -> None:
    """Cost 208 after 191, from the accounts: no interval, so no p-value, and never one of the tested; margin 4 after
    3 is better and not listed; nor is a change that is sampled, clear though it is in the wrong direction."""
    changes = {
        "it_cost_per_contract": _counted(191, 208),
        "margin": _counted(3, 4),
        "gave_up_30d": a_change(0.1, 0.3, (1.5, 2.6)),
    }
    candidates = [Candidate(kpi=find(code), member=None, change=change) for code, change in changes.items()]
    assert [one.kpi.code for one in select_counted_worse(candidates)] == ["it_cost_per_contract"]
    assert [one.kpi.code for one in select_worsened(candidates)] == ["gave_up_30d"]

    def compared(_reader: object, _choices: object, code: str, by: tuple[str, ...] = ()) -> Comparison | None:
        return a_comparison(changes[code]) if code in changes and not by else None

    monkeypatch.setattr(concerns, "compare_windows", compared)
    choices: Any = None
    words = [concern.words for concern in concerns._find_worse(_reader(), choices, ("csat",))]
    assert "gave up" in words[0].lower() and "counted" not in words[0]
    assert "+8.90% (full accounts)" in words[1]
    assert len(words) == 2


def _counted(before: float, after: float) -> Change:
    sides = [one_value(Estimate.bare(value, COUNTED)) for value in (before, after)]
    return Change(
        members=(),
        before=sides[0],
        after=sides[1],
        absolute=Estimate.bare(after - before, COUNTED),
        relative=Estimate.bare(after / before - 1, COUNTED),
    )


def test_a_target_is_missed_only_when_the_whole_interval_is() -> None:
    change = a_change(0.2, 0.1, (-0.6, -0.4))  # after: 0.09 … 0.11
    assert misses_target(
        find("npl_rate"), change, Target(first="2024-01", last=None, value=0.08, tolerance=None, owner="")
    )
    assert not misses_target(
        find("npl_rate"), change, Target(first="2024-01", last=None, value=0.10, tolerance=None, owner="")
    )
    assert not misses_target(find("npl_rate"), change, None)


def _reader() -> Any:
    return SimpleNamespace(
        language="en",
        kpi=find,
        say=lambda key, **values: say(key, "en", **values),
        snapshot=SimpleNamespace(company=SimpleNamespace(statistics_unit="region")),
        ask=SimpleNamespace(labels=lambda _: {}),
    )


def _with_units(change: Change, units: float) -> Change:
    before, after = (replace(side, effective_units=units) for side in (change.before, change.after))
    return replace(change, before=before, after=after)
