"""Partners of the simulated company against its raw rows, and their page and figures."""

import shutil
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import pytest

from analysis.peers import QUANTILES
from analysis.results import NO_ROWS, TOO_FEW, Estimate, needs_table, not_kept_by
from figures.strips import strips, words_of
from tests.kit.demo_company import Simulated, cut_off, window, within
from tests.kit.loans import loans
from tests.kit.pages import run, said
from tests.kit.publishing import published
from tests.kit.second_routes.applications import cases
from tests.kit.second_routes.book import formation
from ui.partners.charts.peers import funnel
from ui.view import may_see
from warehouse.contract.scope import WHOLE_HOUSE, Scope
from warehouse.contract.store import Home
from warehouse.kpis import find
from warehouse.partners.standings import (
    Standing,
    Standings,
    roster,
    standings,
    strip,
    strip_of_ratios,
    volumes,
)
from warehouse.query.answers import Comparison, Passport
from warehouse.query.query import compare
from warehouse.query.subjects.loan_book import concentration
from warehouse.snapshot.snapshots import Snapshot, current_id
from wording.judgement import standing
from wording.words import LANGUAGES, Language

KIND = "oem"
FORMED, FIRST = "npl_formation_same_age", "first_payment_default"


@pytest.fixture(scope="module")
def kinds(simulated: Simulated) -> "pd.Series[str]":
    rows = simulated.true("partners")
    return pd.Series(rows["kind"].to_numpy(), rows["partner_id"])


def by_partner(snapshot: Snapshot, code: str) -> Comparison:
    before, after = snapshot.windows
    assert before is not None and after is not None
    return compare(
        snapshot, kpi_code=code, before=before, after=after, by=("partner",), where=(), scope=WHOLE_HOUSE
    )


def standing_of_kind(snapshot: Snapshot, code: str, kind: str) -> Standings:
    before, after = snapshot.windows
    assert before is not None and after is not None
    return standings(
        snapshot, code=code, kind=kind, side="after", before=before, after=after, where=(), scope=WHOLE_HOUSE
    )


def test_who_the_partners_are(simulated_snapshot: Snapshot, kinds: "pd.Series[str]") -> None:
    found = roster(simulated_snapshot, WHOLE_HOUSE)
    assert {partner.code: partner.kind for partner in found.partners} == kinds.to_dict()
    assert found.kinds == ("dealer", "oem", "technology", "bank")
    assert found.codes("bank") == tuple(sorted(kinds.index[kinds == "bank"]))
    one = found.codes("bank")[:1]
    assert tuple(partner.code for partner in roster(simulated_snapshot, Scope(partners=one)).partners) == one


def test_what_came_through_each_partner(simulated_snapshot: Snapshot, simulated: Simulated) -> None:
    found = volumes(by_partner(simulated_snapshot, "originations"))
    rows = simulated.loaded("loans")
    rows = rows[within(rows["disbursed_on"], window(simulated, "after"))]
    amounts = rows.groupby(rows["partner_id"].fillna(""))["principal"].sum()
    assert {one.partner: one.amount for one in found} == pytest.approx(amounts.to_dict())
    assert sum(one.share for one in found) == pytest.approx(1)
    assert found[0].amount == amounts.max()
    assert [one.amount for one in found] == sorted(amounts, reverse=True)


def test_what_each_carmaker_takes_up(simulated_snapshot: Snapshot, simulated: Simulated) -> None:
    """Of the cases approved 30 days before the cut-off, those funded within 30 days of approval."""
    found = by_partner(simulated_snapshot, "take_up_rate")
    rows = cases(simulated)
    rows = rows[(rows["outcome"] == "approved") & within(rows["decided_at"], window(simulated, "after"))]
    rows = rows[rows["decided_at"] + pd.Timedelta(days=30) <= cut_off(simulated.truth)]
    taken = rows["funded_at"] - rows["decided_at"] <= pd.Timedelta(days=30)
    codes, shares = rows["partner_id"].fillna(""), taken.groupby(rows["partner_id"].fillna("")).mean()
    known = [change for change in found.changes if change.after.estimate.value is not None]
    assert len(known) > 10
    for change in known:
        (code,) = change.members
        assert change.after.estimate.value == pytest.approx(shares[code])
        assert change.after.n == (codes == code).sum()


def test_how_much_hangs_on_the_largest(simulated_snapshot: Snapshot, simulated: Simulated) -> None:
    """Index and shares over partners from the last month's balances."""
    held = concentration(simulated_snapshot, "partner", None, (), WHOLE_HOUSE)
    ends = simulated.true("loan_months").merge(
        simulated.true("loans")[["loan_id", "partner_id", "transferred_on"]], on="loan_id"
    )
    last = ends[ends["month_end"].dt.strftime("%Y-%m") == held.month]
    last = last[~(last["transferred_on"] <= last["month_end"])]
    balance = last.groupby(last["partner_id"].fillna(""))["balance"].sum()
    shares = (balance / balance.sum()).drop("").sort_values(ascending=False)
    assert held.index == pytest.approx((shares**2).sum(), rel=1e-6)
    told = [share for member, share in held.shares if member]
    assert sum(told[:10]) == pytest.approx(shares.iloc[:10].sum(), rel=1e-6)
    assert sum(share for _, share in held.shares) == pytest.approx(1)


def test_first_payments_missed_of_each_dealer(
    simulated_snapshot: Snapshot, simulated: Simulated, kinds: "pd.Series[str]"
) -> None:
    """Events are contracts whose first instalment was not paid within 30 days; expected at the dealers' own rate."""
    found = standing_of_kind(simulated_snapshot, FIRST, "dealer")
    rows = simulated.true("loans")
    rows = rows[rows["partner_id"].map(kinds) == "dealer"]
    rows = rows[rows["disbursed_on"].dt.strftime("%Y-%m").isin(found.months)]
    limit = rows["first_due_on"] + pd.Timedelta(days=30)
    rows, limit = rows[limit <= cut_off(simulated.truth)], limit[limit <= cut_off(simulated.truth)]
    in_time = ~(rows["closed_on"] < rows["first_due_on"])  # nothing was due of those settled before
    rows, limit = rows[in_time], limit[in_time]
    bad = ~(rows["first_paid_on"] <= limit)
    observed, due = bad.groupby(rows["partner_id"]).sum(), rows.groupby("partner_id").size()
    known = {one.partner: one for one in found.standings if one.expected}
    assert {code: one.observed for code, one in known.items()} == observed.to_dict()
    assert {code: one.expected for code, one in known.items()} == pytest.approx(
        (due * bad.sum() / len(rows)).to_dict()
    )


@pytest.mark.parametrize("kind", ["dealer", "oem"])
def test_events_expected_of_peers_add_up_to_those_they_had(simulated_snapshot: Snapshot, kind: str) -> None:
    """1 is what the peers are together; a shrunk ratio lies in its interval and between its own and theirs."""
    found = standing_of_kind(simulated_snapshot, FORMED, kind)
    known = [one for one in found.standings if one.ratio.value is not None]
    assert sum(one.observed for one in known) == pytest.approx(sum(one.expected for one in known))
    for one in known:
        value, raw = one.ratio.value or 0.0, one.observed / one.expected
        assert min(1, raw) - 1e-9 <= value <= max(1, raw) + 1e-9
        assert (one.ratio.lower or 0.0) <= value <= (one.ratio.upper or 0.0)


def test_loans_gone_bad_of_each_carmaker(
    simulated_snapshot: Snapshot, simulated: Simulated, kinds: "pd.Series[str]"
) -> None:
    """Month ends at which a contract went bad, and those expected of it at its age, up to the carmakers' own scale.

    Exactly by the rows of the mart, whose contracts share a rate weighted by balance; contract by contract within 3 %.
    """
    found = standing_of_kind(simulated_snapshot, FORMED, KIND)
    rows, _ = formation(simulated)
    rows = rows[
        rows["month_end"].dt.strftime("%Y-%m").isin(found.months) & (rows["partner_id"].map(kinds) == KIND)
    ]
    assert {one.partner: one.observed for one in found.standings} == (rows["formed"] > 0).groupby(
        rows["partner_id"]
    ).sum().to_dict()
    rows = rows[rows["performing"] > 0]
    cells = rows.groupby(
        ["partner_id", "month_end", "product", "channel", "region", "score_band"], dropna=False
    )
    sums = cells[["expected", "performing"]].sum()
    by_row = (cells.size() * sums["expected"] / sums["performing"]).groupby("partner_id").sum()
    by_contract = (rows["expected"] / rows["performing"]).groupby(rows["partner_id"]).sum()
    told = {one.partner: one.expected for one in found.standings}
    for expected, within_share in ((by_row, 1e-3), (by_contract, 0.03)):
        scaled = expected * sum(told.values()) / expected.sum()
        assert told == pytest.approx(scaled.to_dict(), rel=within_share)


def test_the_band_is_that_of_the_others(simulated_snapshot: Snapshot) -> None:
    lent = by_partner(simulated_snapshot, "originations")
    codes = roster(simulated_snapshot, WHOLE_HOUSE).codes(KIND)
    found = strip(lent, codes, codes[0])
    amounts = {one.partner: one.amount for one in volumes(lent)}
    others = [amounts[code] for code in codes[1:] if code in amounts]
    assert found.band == pytest.approx(np.quantile(others, QUANTILES))
    assert (found.peers, found.after.value) == (len(others), amounts[codes[0]])


def test_what_is_not_kept_by_partner_says_so_and_a_partner_without_cases_too(
    simulated_snapshot: Snapshot,
) -> None:
    codes = roster(simulated_snapshot, WHOLE_HOUSE).codes("dealer")
    left = strip(by_partner(simulated_snapshot, "churn_rate"), codes, codes[0])
    assert (left.after.reason, left.band) == (not_kept_by("partner"), None)
    absent = strip(by_partner(simulated_snapshot, "csat"), ("none",), "none")
    assert (absent.after.reason, absent.peers) == (NO_ROWS, 0)
    nothing = standing_of_kind(simulated_snapshot, FORMED, "no such kind")
    assert (nothing.standings, nothing.reason) == ((), NO_ROWS)
    lost = strip_of_ratios(nothing, nothing, by_partner(simulated_snapshot, FORMED), "none")
    assert (lost.before.reason, lost.after.reason) == (NO_ROWS, NO_ROWS)


def test_a_snapshot_without_partners_says_what_it_lacks(tmp_path: Path) -> None:
    lent = loans(("2021-02-05", 100, {}), ("2021-03-05", 100, {}))
    snapshot = published(tmp_path, datetime(2021, 6, 30, 16), loans=lent)
    assert roster(snapshot, WHOLE_HOUSE).reason == needs_table("partners")


def test_a_snapshot_of_an_older_version_has_no_terms_and_takes_nothing_up_by_partner(
    tmp_path: Path, simulated_home: Home
) -> None:
    file = tmp_path / "20210101-0000000000.duckdb"
    shutil.copy(simulated_home.snapshots / f"{current_id(simulated_home)}.duckdb", file)
    with duckdb.connect(str(file)) as older:
        older.execute("drop table partner_terms")
        older.execute("drop table approvals")
    snapshot = Snapshot(file)
    assert snapshot.partner_terms.empty and "review_due_on" in snapshot.partner_terms
    assert by_partner(snapshot, "take_up_rate").changes[0].absolute.reason == not_kept_by("partner")


def made_up() -> Standings:
    """Six partners: one far above, one far below, three about as expected, one without anything expected."""
    counts = (
        ("A", 60, 20.0, 2.6),
        ("B", 8, 30.0, 0.4),
        ("C", 11, 10.0, 1.1),
        ("D", 5, 5.0, 1.0),
        ("E", 1, 0.4, 1.1),
    )
    found = [
        Standing(
            partner=code,
            observed=o,
            expected=e,
            ratio=Estimate(
                value=r, lower=0.75 * r, upper=1.3 * r, method="m", reason=None, interval_reason=None
            ),
            p=0.001 if code in "AB" else 0.5,
            beyond_chance=code in "AB",
        )
        for code, o, e, r in counts
    ]
    found.append(
        Standing(
            partner="F",
            observed=0.0,
            expected=0.0,
            ratio=Estimate.cannot_say(NO_ROWS),
            p=None,
            beyond_chance=False,
        )
    )
    passport = Passport(
        number="",
        kpi=FORMED,
        definition_version="1",
        snapshot="made up",
        as_of="2025-12-31T16:00",
        mart="book",
        sql="",
        filters=(),
        months=(),
        excluded_months=(),
    )
    return Standings(
        kpi=FORMED, months=("2025-01",), standings=tuple(found), spread=0.3, reason=None, passport=passport
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_funnel_draws_everybody_who_can_be_compared_and_names_few(language: Language) -> None:
    labels = {code: {"en": f"Dealer {code}", "zh": f"{code}店"} for code in "ABCDEF"}
    figure = funnel(
        made_up(),
        kpi=find(FORMED),
        chosen="C",
        named=frozenset(),
        labels=labels,
        language=language,
        theme="light",
    )
    plain, beyond = (trace for trace in figure.data if trace.customdata is not None)
    assert list(plain.customdata) == ["C", "D", "E"] and list(beyond.customdata) == ["A", "B"]
    assert list(beyond.marker.symbol) == ["triangle-up", "triangle-down"]
    assert beyond.marker.color[0] != beyond.marker.color[1]
    assert list(plain.y) == [1.1, 1.0, 2.5]
    texts = " ".join((*plain.text, *beyond.text))
    assert labels["C"][language] in texts and labels["D"][language] not in texts
    assert labels["A"][language] in figure.layout.meta["alt"]
    nothing = replace(made_up(), standings=(), reason=TOO_FEW)
    assert not funnel(
        nothing,
        kpi=find(FORMED),
        chosen="C",
        named=frozenset(),
        labels=labels,
        language=language,
        theme="dark",
    ).data


def test_the_top_of_a_funnel_says_that_dots_beyond_it_stand_there() -> None:
    def ticks(high: float) -> tuple[str, ...]:
        one = Standing(
            partner="H",
            observed=high,
            expected=1.0,
            ratio=Estimate(value=1.1, lower=0.8, upper=1.4, method="m", reason=None, interval_reason=None),
            p=0.5,
            beyond_chance=False,
        )
        found = replace(made_up(), standings=(*made_up().standings, one))
        figure = funnel(
            found, kpi=find(FORMED), chosen="C", named=frozenset(), labels={}, language="en", theme="light"
        )
        return tuple(figure.layout.yaxis.ticktext or ())

    assert ticks(9.0) == ("0", "1", "2", "3", "4", "≥5")
    assert ticks(4.9) == ()


def test_better_and_worse_only_where_the_interval_leaves_out_one() -> None:
    def of(lower: float, upper: float) -> Estimate:
        return Estimate(value=1.0, lower=lower, upper=upper, method="m", reason=None, interval_reason=None)

    late, pleased = find(FORMED), find("csat")
    assert [standing(of(*ends), late) for ends in ((1.1, 2), (0.5, 0.9), (0.9, 1.2))] == [
        "worse",
        "better",
        "unclear",
    ]
    assert [standing(of(*ends), pleased) for ends in ((1.1, 2), (0.5, 0.9))] == ["better", "worse"]
    assert standing(Estimate.cannot_say(TOO_FEW), late) == "unknown"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_strip_says_what_it_draws(simulated_snapshot: Snapshot, language: Language) -> None:
    codes = roster(simulated_snapshot, WHOLE_HOUSE).codes(KIND)
    waits, left = (find(code) for code in ("decided_within_24h", "churn_rate"))
    found = tuple(
        (strip(by_partner(simulated_snapshot, kpi.code), codes, "HZF002"), kpi) for kpi in (waits, left)
    )
    figure = strips(found, "X", language, "light")
    notes = [note.text for note in figure.layout.annotations]
    assert len(notes) == 4
    assert "→" in words_of(*found[0], language) and "→" not in words_of(*found[1], language)
    full = [trace for trace in figure.data if trace.marker.symbol == "circle"]
    assert len(full) == 1 and 0 <= full[0].x[0] <= 1


@pytest.mark.parametrize(("language", "words"), [("en", "peers 22.2\u00a0h"), ("zh", "同类 22.2 小时")])
def test_the_median_of_the_peers_chooses_its_unit_where_a_partner_has_no_value(
    simulated_snapshot: Snapshot, language: Language, words: str
) -> None:
    codes = roster(simulated_snapshot, WHOLE_HOUSE).codes(KIND)
    kpi, none = find("approval_time_median"), Estimate.cannot_say(TOO_FEW)
    found = strip(by_partner(simulated_snapshot, kpi.code), codes, codes[0])
    found = replace(found, before=none, after=none, band=(600.0, 900.0, 1330.0, 1500.0, 1800.0))
    assert words in words_of(found, kpi, language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["dealer", "bank"])
def test_the_page_on_every_kind(
    simulated_home: Home, monkeypatch: pytest.MonkeyPatch, kind: str, language: Language
) -> None:
    app = run(simulated_home, monkeypatch, "partners", lang=language, kind=kind)
    text = said(app)
    assert ("HHI" if language == "en" else "赫芬达尔") in text
    assert len(app.dataframe[0].value) <= 51


@pytest.mark.parametrize(
    ("language", "peers", "elsewhere"),
    [
        ("en", "{name} among its peers", "{name} is not one of these banks"),
        ("zh", "{name}：同类对比", "{name}不属于"),
    ],
)
def test_the_page_shows_the_partner_chosen_and_says_where_it_is_of_another_kind(
    simulated_home: Home,
    monkeypatch: pytest.MonkeyPatch,
    simulated: Simulated,
    language: Language,
    peers: str,
    elsewhere: str,
) -> None:
    """Under the name it has in the reader's language: in Chinese that of the files, in English that of the labels."""
    rows = simulated.true("partners").set_index("partner_id")
    names = {"zh": rows.loc["HZF002", "name"], "en": simulated.toml["labels"]["partner"]["HZF002"]["en"]}
    for kind, words in (("oem", peers), ("bank", elsewhere)):
        app = run(
            simulated_home, monkeypatch, "partners", kind=kind, partner="HZF002", part="one", lang=language
        )
        assert words.format(name=names[language]) in said(app)


def test_the_page_is_for_the_house() -> None:
    assert may_see("partners", WHOLE_HOUSE) and not may_see("partners", Scope(partners=("HZF002",)))
