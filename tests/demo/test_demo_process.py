"""The approval of the simulated company: working time, waits, who gives up, and what the initiatives change."""

import numpy as np
import pandas as pd

from demo.setting.timeline import business, day, wall
from tests.kit.demo_company import Simulated, cut_off, submitted, window, within


def test_working_time_is_that_of_the_calendar() -> None:
    """2023-01-20 is a Friday, 21 to 27 the Spring Festival, 28 and 29 are worked at the weekend.

    From Friday 17:00, two working hours later it is Saturday the 28th, 10:00.
    """
    friday = np.array([day("2023-01-20") * 1440.0 + 17 * 60])
    later = wall(business(friday) + 120)
    assert later[0] == day("2023-01-28") * 1440.0 + 10 * 60


def test_people_work_in_working_time_only(simulated: Simulated) -> None:
    steps = simulated.true("application_events")
    steps = steps[(steps["resource_kind"] == "human") & steps["started_at"].notna()]
    calendar = simulated.toml["calendar"]
    days = steps["started_at"].dt.strftime("%Y-%m-%d")
    works = (steps["started_at"].dt.day_of_week < 5) & ~days.isin(calendar["holidays"])
    works |= days.isin(calendar["extra_workdays"])
    assert works.all()
    hours = steps["started_at"].dt.hour
    assert hours.between(9, 17).all()
    assert (steps["queued_at"] <= steps["started_at"]).all()


def test_a_panel_shows_what_works_and_what_does_nothing(simulated: Simulated) -> None:
    """Mean ln(wait) by region and month on who is live, with region and month effects: AI approval shortens
    the wait, the relaunched portal does not (over eight seeds its coefficient has standard deviation 0.07)."""
    rows = submitted(simulated)
    rows = rows[rows["outcome"].isin(["approved", "declined"])]
    months = rows["submitted_at"].dt.strftime("%Y-%m")
    panel = np.log(rows["days"].clip(upper=30)).groupby([rows["region"], months]).agg(["mean", "size"])
    region, month = (panel.index.get_level_values(n) for n in (0, 1))
    initiatives = simulated.truth["initiatives"]
    codes = ["dealer_portal", "ai_approval", "process_redesign", "smart_service", "early_warning"]
    live = np.column_stack(
        [
            [initiatives[c]["live"].get(r, "9999") <= m for r, m in zip(region, month, strict=True)]
            for c in codes
        ]
    )
    design = np.hstack([live, pd.get_dummies(region), pd.get_dummies(month).iloc[:, 1:]]).astype(float)
    weight = np.sqrt(panel["size"].to_numpy())
    found, *_ = np.linalg.lstsq(design * weight[:, None], panel["mean"].to_numpy() * weight, rcond=None)
    nothing, ai, redesign, *_ = found
    assert abs(nothing) < 0.25
    assert ai < -0.4
    assert redesign < 0.1


def test_more_is_decided_by_machine_where_ai_is_live(simulated: Simulated) -> None:
    rows = submitted(simulated)
    rows = rows[within(rows["submitted_at"], window(simulated, "after")) & rows["decision_mode"].ne("")]
    live = rows["region"].isin(simulated.truth["initiatives"]["ai_approval"]["live"])
    auto = rows["decision_mode"].eq("auto").groupby(live).mean()
    assert auto[True] - auto[False] > 0.12


def test_who_waits_long_gives_up(simulated: Simulated) -> None:
    """Of those still waiting after 1, 3 and 6 days, a growing share gives up within the next day."""
    rows = submitted(simulated)
    shares = []
    for days in (0, 1, 3, 6):
        waiting = rows[rows["days"] > days]
        shares.append(((waiting["outcome"] == "withdrawn") & (waiting["days"] <= days + 1)).mean())
    assert shares == sorted(shares)
    assert shares[-1] > 3 * shares[0]


def test_some_are_open_at_the_end(simulated: Simulated) -> None:
    """Open applications are young; nothing known lies after the cut-off."""
    rows = submitted(simulated)
    still = rows[rows["outcome"] == ""]
    assert still["decided_at"].isna().all()
    assert 10 < len(still) < 200
    assert still["days"].median() < 6
    assert rows["decided_at"].max() < cut_off(simulated.truth)
    assert simulated.true("application_events")["ended_at"].isna().any()


def test_drafts_and_resubmissions(simulated: Simulated) -> None:
    rows = simulated.true("applications")
    drafts = rows[rows["submitted_at"].isna()]
    assert 0.05 < len(drafts) / len(rows) < 0.2
    assert drafts["started_at"].notna().all()
    assert (drafts["outcome"] == "").all()
    again = rows[rows["resubmission_of"] != ""].merge(
        rows, left_on="resubmission_of", right_on="application_id", suffixes=("", "_first")
    )
    assert len(again) > 100
    assert (again["submitted_at"] > again["decided_at_first"]).all()
    assert again["outcome_first"].isin(["declined", "withdrawn", "expired"]).all()
