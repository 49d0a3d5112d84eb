"""The verdict on all initiatives: what it counts, whom it names, and that it stays within two lines."""

from dataclasses import replace
from itertools import product

import pytest

from analysis.results import Reason
from tests.kit.evidence_by_hand import AFTER, EVIDENCE, a_pair, around
from tests.kit.initiatives import EN, HIDDEN, NAMES
from tests.kit.plain_text import plain
from warehouse.effects.benefits import Money, money_of
from warehouse.effects.evidence import Evidence, Initiative, Pair
from wording.evidence.counts import list_other_measures
from wording.evidence.in_line import initiatives_line
from wording.evidence.paid import count_back, list_uncounted, list_unproven, payback_rows
from wording.evidence.proven import LONGEST, verdict_of_initiatives
from wording.words import LANGUAGES, Language

WINDOW = (AFTER[0], AFTER[-1])
FASTER = a_pair("ai_approval", "approval_time_median", "ln", around(-0.9, 0.2))
HARM = a_pair("dealer_portal", "csat", "points", around(-0.06, 0.02), 0.78)
SUSPECT = a_pair("dealer_portal", "csat", "points", around(-0.06, 0.02), 0.78, grade="trend break")
UNCLEAR = a_pair("crm_retention", "churn_rate", "ln", around(0.05, 0.4), reason=Reason(code="not clear"))
NOT_OLD = a_pair("smart_service", "repeat_finance_rate", "points", None, reason=Reason(code="too few"))


def found(*pairs: Pair) -> Evidence:
    return Evidence(initiatives=(), pairs=pairs, ledgers=(), series=())


def money(pair: Pair, once: float, running: float, planned: float) -> Money:
    initiative: Initiative = replace(
        EVIDENCE.initiatives[0], code=pair.initiative, cost_once=once, cost_per_month=running
    )
    return money_of(initiative, [replace(pair, expected_money=planned)], WINDOW, "2025-12")


def verdict(
    *pairs: Pair,
    costs: tuple[Money, ...] = (),
    language: Language = "en",
    names: dict[str, str] | None = None,
) -> str:
    return plain(
        verdict_of_initiatives(
            found(*pairs), costs, names or NAMES[language], currency="CNY", language=language
        )
    )


def test_it_counts_and_names_what_is_proven_by_its_part_of_the_company_s_change() -> None:
    """e^(0.8 × −0.9) − 1 = −51.3 %."""
    assert verdict(FASTER, UNCLEAR, NOT_OLD) == (
        "1 of 3 initiatives proven: AI approval cut approval time by 51.3%. No harm found. 2 unproven."
    )
    assert verdict(FASTER, UNCLEAR, NOT_OLD, language="zh") == (
        "3 项举措中 1 项已证实有效：“智能审批”使审批时长下降 51.3%。未发现不利影响。其余 2 项尚未证实。"
    )


def test_harm_is_said_as_plainly_and_hidden_harm_by_its_least_size() -> None:
    assert verdict(HARM, UNCLEAR) == (
        "None of 2 initiatives is proven. "
        "1 with proven harm: Dealer portal cut customer satisfaction (CSAT) by 4.80 pp."
    )
    assert verdict(FASTER, HIDDEN, language="zh") == (
        "2 项举措中 1 项已证实有效：“智能审批”使审批时长下降 51.3%。"
        "1 项已证实有不利影响：“审批流程再造”使客户满意度（CSAT）至少下降 0.96 个百分点。其余 1 项尚未证实。"
    )


def test_possible_harm_is_counted_among_what_is_not_proven() -> None:
    """Beside them as a number of its own, a reader would add it: three of eight, one, and five."""
    assert verdict(FASTER, SUSPECT, UNCLEAR).endswith("2 unproven, possible harm: Dealer portal.")
    assert verdict(FASTER, SUSPECT, UNCLEAR, language="zh").endswith(
        "其余 2 项尚未证实，其中“经销商门户”可能有不利影响。"
    )
    also_proven = replace(SUSPECT, initiative="ai_approval")
    assert "Possible harm: AI approval." in verdict(FASTER, also_proven, UNCLEAR)


def test_where_nothing_is_told_nothing_is_named() -> None:
    assert verdict(UNCLEAR, NOT_OLD) == "None of 2 initiatives is proven. No harm found."
    assert verdict() == "None of 0 initiatives is proven. No harm found."


@pytest.mark.parametrize(
    ("running", "words"),
    [(100.0, "Each covers its running cost."), (1e9, "No benefit is clearly above running cost.")],
)
def test_it_says_who_covers_the_running_cost(running: float, words: str) -> None:
    assert words in verdict(FASTER, UNCLEAR, costs=(money(FASTER, 1e5, running, 10_000.0),))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("letters", [4, 30, 90])
def test_it_stays_within_two_lines_whatever_is_proven_and_however_long_the_names(
    language: Language, letters: int
) -> None:
    codes = list(EN)
    kinds = {
        "better": (FASTER, "ln"),
        "worse": (HARM, "points"),
        "hidden": (HIDDEN, "points"),
        "unclear": (UNCLEAR, "ln"),
    }
    names = {code: f"{n}{'长名称' * letters}"[:letters] for n, code in enumerate(codes)}
    for combination in product(kinds, repeat=3):
        pairs = [
            replace(kinds[kind][0], initiative=code)
            for code, kind in zip(codes, (*combination, *combination), strict=False)
        ]
        costs = tuple(money(pair, 1e5, 100.0, 10_000.0) for pair in pairs)
        text = verdict(*pairs, costs=costs, language=language, names=names)
        assert len(text) <= LONGEST[language], text
        harmed = sum(kind in ("worse", "hidden") for kind in combination) * 2
        assert (
            (f"{harmed} with proven harm" in text) or (f"{harmed} 项已证实有不利影响" in text) or not harmed
        )


def test_the_table_of_what_paid_has_a_row_per_proven_initiative_the_most_valuable_first() -> None:
    """Relative contribution −51.3 % of a planned −40 %: 10,000 a month become 12,831, less 2,000 are 130k a year.

    One unit since July 2022, as in the window: 65,000 ÷ 10,831 is a little over six months, so January 2023.
    """
    other = replace(FASTER, initiative="smart_service")
    small, large = money(other, 65_000.0, 2_000.0, 5_000.0), money(FASTER, 65_000.0, 2_000.0, 10_000.0)
    rows = payback_rows(
        found(other, FASTER, UNCLEAR), (money(UNCLEAR, 1.0, 1.0, 1.0), small, large), EN, "CNY", "en"
    )
    assert [row.initiative for row in rows] == ["AI approval", "Smart service"]
    assert plain(rows[0].proven) == "Approval time -51.3%"
    assert plain(rows[0].left).startswith("130k CNY (") and plain(rows[0].once) == "65.0k CNY"
    assert rows[0].back.startswith("Yes: Jan 2023 (")
    assert count_back(found(other, FASTER), (small, large), "en") == (
        "2 of 2 proven initiatives have certainly paid back by Dec 2025."
    )
    assert list_unproven((money(UNCLEAR, 1.0, 1.0, 1.0), small, large), EN, "en").endswith(": CRM.")


def test_of_two_proven_goals_that_may_be_one_saving_one_is_counted_and_the_other_named() -> None:
    slower = a_pair("ai_approval", "decided_within_24h", "points", around(0.1, 0.02))
    both = money_of(
        EVIDENCE.initiatives[0],
        [replace(pair, expected_money=10_000.0, expected_change=0.1) for pair in (slower, FASTER)],
        WINDOW,
        "2025-12",
    )
    (row,) = payback_rows(found(slower, FASTER), (both,), EN, "CNY", "en")
    assert row.proven.startswith("Approval time")
    assert list_uncounted(found(slower, FASTER), (both,), EN, "en").endswith(
        ": AI approval, decided within 24 h."
    )
    assert list_uncounted(found(FASTER), (money(FASTER, 1.0, 1.0, 1.0),), EN, "en") == ""


@pytest.mark.parametrize(
    ("once", "running", "words"),
    [
        (250_000.0, 13_000.0, "Not certain: estimated between "),
        (1e9, 2_000.0, "Not yet: at this pace after 2035"),
        (65_000.0, 50_000.0, "No: below running cost"),
    ],
)
def test_what_is_not_back_with_its_whole_interval_is_never_said_to_be(
    once: float, running: float, words: str
) -> None:
    costs = (money(FASTER, once, running, 10_000.0),)
    (row,) = payback_rows(found(FASTER), costs, EN, "CNY", "en")
    assert row.back.startswith(words)
    assert (
        count_back(found(FASTER), costs, "en")
        == "No proven initiative is certain to have paid back by Dec 2025."
    )


def test_why_it_cannot_be_told_is_said() -> None:
    priceless = money_of(EVIDENCE.initiatives[0], [replace(FASTER, expected_money=None)], WINDOW, "2025-12")
    costless = replace(EVIDENCE.initiatives[0], cost_once=None)
    unknown = money_of(costless, [replace(FASTER, expected_money=1.0)], WINDOW, "2025-12")
    said = [payback_rows(found(FASTER), (costs,), EN, "CNY", "en")[0].back for costs in (priceless, unknown)]
    assert said == ["Cannot tell: no planned benefit", "Cannot tell: no one-off cost"]


def test_what_is_measured_otherwise_than_on_the_scorecard_is_said_of_what_is_named() -> None:
    fewer = a_pair("crm_retention", "churn_rate", "ln", around(-0.5, 0.1))
    assert list_other_measures(found(FASTER, UNCLEAR), "en") == (
        "Not as on the scorecard: times as geometric mean, not median."
    )
    assert list_other_measures(found(FASTER, fewer), "zh").endswith(
        "；提前流失为同存续期下实际与预期之比，非流失率。"
    )
    assert list_other_measures(found(UNCLEAR), "en") == ""


def in_line(*pairs: Pair, costs: tuple[Money, ...] = (), narrowed: bool = False) -> str:
    return initiatives_line(found(*pairs), costs, EN, narrowed, "en")


def test_one_line_names_what_is_proven_and_who_has_paid_back() -> None:
    assert in_line(UNCLEAR, NOT_OLD) == "**Initiatives** · none attributable"
    assert in_line(FASTER, HARM, UNCLEAR) == (
        "**Initiatives** · attributable: AI approval (approval time); "
        "attributable harm: Dealer portal (customer satisfaction (CSAT))"
    )
    costs = [(money(FASTER, once, 2_000.0, 10_000.0),) for once in (65_000.0, 1e9)]
    back, still_out = (in_line(FASTER, UNCLEAR, costs=paid, narrowed=True) for paid in costs)
    assert back == (
        "**Initiatives, whole company** · paid back for certain: AI approval; "
        "attributable: AI approval (approval time)"
    )
    assert still_out.endswith("none paid back for certain; attributable: AI approval (approval time)")
    assert in_line() == ""


def test_one_line_names_three_at_most_and_says_that_there_are_more() -> None:
    """The largest effects are named; the others are on the page that the line leads to."""
    four = [
        replace(FASTER, initiative=code, effect=around(-size, 0.1), relative=around(-size, 0.1))
        for code, size in (("crm", 0.2), ("ai", 0.8), ("portal", 0.4), ("service", 0.6))
    ]
    assert in_line(*four).endswith(
        ": ai (approval time), service (approval time), portal (approval time) and others"
    )
