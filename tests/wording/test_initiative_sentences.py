"""What is said of initiatives follows the records: grades, reasons, intervals, both languages."""

import re
from dataclasses import replace

import pytest

from analysis.attribution.grading import Gate
from analysis.results import Reason
from tests.kit.evidence_by_hand import AFTER, EVIDENCE, LEDGERS, PAIRS, a_pair, around
from tests.kit.initiatives import EN, FALL, HIDDEN, NAMES, RISE, ZH
from tests.kit.plain_text import plain
from warehouse.effects.benefits import money_of
from warehouse.effects.evidence import Evidence, Pair, Range
from warehouse.effects.payback import find_payback
from wording.evidence.counts import count_effects, limits
from wording.evidence.effects import why
from wording.evidence.gates import gate_line, gate_lines, gates_title
from wording.evidence.harm import ledger_harm
from wording.evidence.initiatives import design_sentence, goal_sentence, pair_sentence
from wording.evidence.ledger import ledger_sentence, part_words, without_parts
from wording.evidence.money import money_line
from wording.evidence.trials import trial_sentences, two_way_warning
from wording.words import LANGUAGES, Language

WINDOW = (AFTER[0], AFTER[-1])
ENGLISH = re.compile(r"[A-Za-z]{2,}")


def said(initiative: str, kpi: str, language: Language = "en") -> str:
    pair = EVIDENCE.pair(initiative, kpi)
    assert pair is not None
    return plain(pair_sentence(pair, NAMES[language], "CNY", language))


def test_an_attributable_effect_names_its_size_and_that_all_conditions_hold() -> None:
    assert said("ai_approval", "approval_time_median") == (
        "AI approval: approval time fell 51.8% (-56.0 … -47.3%) where live; attributable: all 9 conditions hold."
    )
    assert said("ai_approval", "approval_time_median", "zh") == (
        "“智能审批”：上线单元的审批时长相对下降 51.8%（-56.0% ~ -47.3%）；可归因：9 项条件全部满足。"
    )


def test_an_effect_on_a_share_is_relative_and_in_points_each_labelled() -> None:
    assert "rose by 5.20 percentage points (3.60 … 6.80), relative +6.67% (4.62 … 8.72%) where live" in said(
        "smart_service", "csat"
    )


def test_an_attributable_effect_for_the_worse_is_said_as_plainly() -> None:
    assert "fell by 2.10 percentage points" in said("dealer_portal", "csat")
    assert said("dealer_portal", "csat").endswith("conditions hold. This is for the worse.")
    assert said("dealer_portal", "csat", "zh").endswith("该效应为恶化。")


def test_a_trend_break_is_never_called_attributable() -> None:
    text = said("data_platform", "compliance_check_median")
    assert "a trend break, without a comparison group, so not attributable" in text
    pair = EVIDENCE.pair("data_platform", "compliance_check_median")
    assert pair is not None
    assert gates_title(pair, "en") == (
        "Trend break: all 2 conditions hold. Attributable: no, there is no comparison group."
    )
    assert "属趋势突变，没有对照组，不可归因" in said("data_platform", "compliance_check_median", "zh")


def test_of_what_cannot_be_separated_no_size_is_said_but_from_whom() -> None:
    assert said("process_redesign", "approval_time_median") == (
        "Approval time changed between the windows, but whether Process redesign moved it cannot be determined; "
        "difference only: cannot be separated from Electronic contract."
    )
    assert said("e_contract", "approval_time_median", "zh") == (
        "无法判断“电子签约”是否影响审批时长：无法与“审批流程再造”区分。"
    )


def test_what_is_not_clear_has_the_range_still_possible_and_no_verb() -> None:
    text = said("dealer_portal", "approval_time_median")
    assert text == (
        "Cannot tell whether Dealer portal moved approval time: the interval includes zero; an effect outside "
        "-3.92% … +6.18% is unlikely."
    )
    assert "效应超出 -3.92% ~ +6.18% 的可能性很小" in said("dealer_portal", "approval_time_median", "zh")


def test_a_clear_estimate_that_fails_another_condition_does_not_stand() -> None:
    text = said("smart_service", "bot_containment")
    assert text.startswith("Cannot tell whether Smart service moved bot containment: an effect shows before")
    assert text.endswith("but that does not stand.")


def test_a_difference_without_a_clear_break_has_no_verb() -> None:
    pair = replace(PAIRS[-4], grade="difference only", reason=Reason(code="not staggered"))
    text = plain(pair_sentence(pair, EN, "CNY", "en"))
    assert pair.initiative == "data_platform" and "rose" not in text and "fell" not in text
    assert (
        "is not clear, -7.69% … +4.08%; difference only: no comparison group: all went live at once" in text
    )


def test_a_value_that_follows_from_other_effects_counts_no_conditions() -> None:
    worth = replace(a_pair("ai_approval", "clv", "currency", around(900, 300), level=3000.0), gates=())
    assert plain(pair_sentence(worth, EN, "CNY", "en")).endswith("where live; attributable.")
    inferred = replace(worth, design=None)
    assert design_sentence(inferred, "zh") == "由其对流失与月均利差的效应推算，证据取较弱者。"


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"{pair.initiative}-{pair.kpi}")
def test_no_english_stands_among_chinese(pair: Pair) -> None:
    texts = (
        pair_sentence(pair, ZH, "CNY", "zh"),
        *trial_sentences(pair, {}, "CNY", "zh"),
        *(gate_line(gate, pair, ZH, "CNY", "zh") for gate in pair.gates),
    )
    assert not any(ENGLISH.search(text.replace("CSAT", "")) for text in texts), texts


def test_the_answer_counts_goals_and_names_the_strongest() -> None:
    text = plain(count_effects(EVIDENCE, EN, "CNY", "en"))
    assert text == (
        "For 6 of 17 goals an effect is attributable, and for 2 of 3 effects looked for without a goal. Whole "
        "interval on the worse side: 2 of 13 effects (2 attributable). Largest gains: Smart service cut first "
        "response time by 53.2%; AI approval cut approval time by 44.2%. Largest harm: Dealer portal cut customer "
        "satisfaction (CSAT) by 1.68 pp."
    )


def test_the_answer_says_where_nothing_does_harm() -> None:
    good = Evidence(initiatives=(), pairs=PAIRS[:2], ledgers=(), series=())
    assert "No harmful effect." in count_effects(good, EN, "CNY", "en")
    text = plain(count_effects(good, ZH, "CNY", "zh"))
    assert text == (
        "2 项事先目标中 2 项效应可归因；未设目标的 0 项检验中 0 项可归因。未发现不利效应。"
        "改善最大：“智能审批”使审批时长下降 44.2%。"
    )


def test_the_answer_counts_every_effect_on_the_worse_side_and_says_of_what_kind_it_is() -> None:
    """All but one of six lie there; of the last, −1 … +3 points, nothing is known. CSAT fell by 1.2 … 5.0 points."""
    found = Evidence(
        initiatives=(),
        pairs=(
            HIDDEN,
            a_pair("dealer_portal", "complaint_rate", "ln", around(0.14, 0.07)),
            a_pair(
                "crm_retention",
                kpi="csat",
                scale="points",
                effect=FALL,
                level=0.78,
                reason=Reason(code="weak among many"),
            ),
            a_pair(
                "smart_service",
                kpi="csat",
                scale="points",
                effect=FALL,
                level=0.78,
                reason=Reason(code="differed before"),
            ),
            a_pair(
                "data_platform",
                kpi="csat",
                scale="points",
                effect=FALL,
                level=0.78,
                reason=Reason(code="not staggered"),
                grade="trend break",
            ),
            a_pair(
                "e_contract",
                kpi="csat",
                scale="points",
                effect=around(0.01, 0.02),
                level=0.78,
                reason=Reason(code="not clear"),
            ),
        ),
        ledgers=(),
        series=(),
    )
    assert "the worse" not in plain(limits(found, EN, "en")).replace("worse, only the least size known 1", "")
    text = plain(count_effects(found, EN, "CNY", "en"))
    assert text == (
        "For 1 of 6 goals an effect is attributable, and for 0 of 0 effects looked for without a goal. Whole "
        "interval on the worse side: 5 of 6 effects (1 attributable, 1 of which only the least size is known, "
        "1 trend breaks, 1 that chance could explain among so many, 1 not known for other reasons). "
        "Largest harm: Dealer portal raised complaints per 1,000 contracts by 11.9%; Process redesign cut customer "
        "satisfaction (CSAT) by at least 0.96 pp."
    )
    assert plain(count_effects(found, ZH, "CNY", "zh")) == (
        "6 项事先目标中 1 项效应可归因；未设目标的 0 项检验中 0 项可归因。"
        "6 项效应中 5 项区间整体处于不利方向（1 项可归因、1 项仅知幅度下限、1 项为趋势突变、"
        "1 项可能出于多项检验的偶然、1 项因其他原因无法判断）。"
        "恶化最大：“经销商门户”使每千份合同月投诉量上升 11.9%；"
        "“审批流程再造”使客户满意度（CSAT）至少下降 0.96 个百分点。"
    )


def test_where_no_size_is_said_nothing_is_cleared() -> None:
    untold = Evidence(initiatives=(), pairs=(PAIRS[3], PAIRS[6]), ledgers=(), series=())
    assert "worse" not in count_effects(untold, EN, "CNY", "en") and "恶化" not in count_effects(
        untold, ZH, "CNY", "zh"
    )


def test_harm_that_fewer_answers_hide_is_said_with_its_least_size() -> None:
    assert plain(pair_sentence(HIDDEN, EN, "CNY", "en")) == (
        "Process redesign: customer satisfaction (CSAT) fell by at least 1.20 percentage points where live (95%): "
        "fewer people answered, which hides harm rather than explains it. The estimate is 3.10 percentage points "
        "(-5.00 … -1.20), relative -3.97% (-6.41 … -1.54%). This is for the worse."
    )
    assert plain(pair_sentence(HIDDEN, ZH, "CNY", "zh")) == (
        "“审批流程再造”：上线单元的客户满意度（CSAT）至少下降 1.20 个百分点（95%）："
        "答复者减少，只会使恶化被低估，不能解释恶化本身。"
        "估计值为 3.10 个百分点（-5.00 ~ -1.20），相对变化 -3.97%（-6.41% ~ -1.54%）。该效应为恶化。"
    )
    assert "hides" not in pair_sentence(replace(HIDDEN, effect=RISE), EN, "CNY", "en")


def test_harm_that_more_answers_may_explain_keeps_its_side() -> None:
    more = replace(HIDDEN, gates=(*HIDDEN.gates[:-1], Gate(code="answers", passed=False, figure=0.06)))
    assert plain(pair_sentence(more, EN, "CNY", "en")) == (
        "Cannot tell whether Process redesign moved customer satisfaction (CSAT): more people answered, and those "
        "newly heard may be the less satisfied. The estimate is that it fell by 3.10 percentage points "
        "(-5.00 … -1.20), relative -3.97% (-6.41 … -1.54%). Its whole interval lies on the worse side."
    )
    kept_before = replace(HIDDEN, gates=(*HIDDEN.gates[:-1], Gate(code="answers", passed=False, figure=None)))
    assert "the share who answer moved, too" in pair_sentence(kept_before, EN, "CNY", "en")
    assert "其区间整体处于不利方向" in pair_sentence(kept_before, ZH, "CNY", "zh")


def test_what_is_known_of_hidden_harm_stands_beside_a_ledger_and_in_money() -> None:
    """Contribution −2.48 ± 1.52 points, so at least −0.96; goal +4 % for 1.8 m, at least −0.96 ÷ 78 ÷ 4 % of that."""
    (line,) = ledger_harm(Evidence(initiatives=(), pairs=(HIDDEN,), ledgers=(), series=()), EN, "CNY", "en")
    assert plain(line) == (
        "Customer satisfaction (CSAT): everything else includes at least 0.96 pp for the worse from Process redesign; "
        "more than that is not known."
    )
    aimed = replace(HIDDEN, expected_change=0.04)
    text = plain(money_line(money_of(EVIDENCE.initiatives[0], [aimed], WINDOW, "2025-12"), EN, "CNY", "en"))
    assert "Through customer satisfaction (CSAT) it costs at least 554k CNY a month." in text


def test_what_cannot_be_told_apart_is_named_once() -> None:
    text = limits(EVIDENCE, EN, "en")
    assert text.count("cannot be told apart") == 1
    assert "Electronic contract and Process redesign" in text
    assert "trend break 1, difference only 3, cannot tell 7" in text


def test_a_two_way_regression_is_warned_of_only_where_it_differs() -> None:
    pair = PAIRS[0]
    assert two_way_warning(pair, "CNY", "en") == ""
    assert pair.trials is not None
    wrong = replace(pair, trials=replace(pair.trials, two_way=-0.3))
    assert "would say -25.9% instead of -51.8%" in plain(two_way_warning(wrong, "CNY", "en"))


def test_an_effect_that_is_unclear_as_it_is_needs_no_break_to_become_so() -> None:
    found = PAIRS[0].trials
    assert found is not None
    unclear = replace(PAIRS[0], trials=replace(found, breakdown=0.0))
    drift = [
        any("largest drift" in line for line in trial_sentences(p, {}, "CNY", "en"))
        for p in (PAIRS[0], unclear)
    ]
    assert drift == [True, False]


def test_an_effect_that_a_small_drift_makes_unclear_is_fragile() -> None:
    found = PAIRS[0].trials
    assert found is not None
    weak = replace(PAIRS[0], trials=replace(found, breakdown=0.4))
    assert trial_sentences(weak, {}, "CNY", "en")[0].startswith("Fragile: a drift of 0.4 times")


@pytest.mark.parametrize(
    ("goal", "words"), [(-0.4, "Goal met."), (-0.5, "is open."), (-0.7, "Goal not reached.")]
)
def test_a_goal_is_met_by_the_interval(goal: float, words: str) -> None:
    """−51.8 % (−56.0 … −47.3) against a goal beyond, inside and before it."""
    assert goal_sentence(replace(PAIRS[0], expected_change=goal), "en").endswith(words)


def test_a_break_that_does_not_stand_says_which_condition_fails() -> None:
    pair = EVIDENCE.pair("data_platform", "operating_cost")
    assert pair is not None
    gates = (
        Gate(code="separable", passed=True, figure=None),
        Gate(code="stands_out", passed=False, figure=15.0),
    )
    ordinary = replace(pair, reason=Reason(code="not staggered"), gates=gates)
    assert why(ordinary, EN, "en") == "its step is no larger than steps at earlier dates"
    redefined = replace(ordinary, gates=(*gates[:1], Gate(code="definition", passed=False, figure=None)))
    assert why(redefined, ZH, "zh") == "指标口径发生变更"


def test_nothing_is_counted_of_an_effect_that_cannot_be_told_apart() -> None:
    pair = EVIDENCE.pair("e_contract", "approval_time_median")
    assert pair is not None
    assert gates_title(pair, "en") == "Conditions"
    lines = gate_lines(pair, ZH, "CNY", "zh")
    assert len(lines) == 4 and lines[-1] == "因无法与“审批流程再造”区分，其余条件无法检验。"


@pytest.mark.parametrize(("passed", "sign"), [(True, "✓ S"), (False, "✗ **S"), (None, "– **S")])
def test_each_condition_shows_whether_it_holds(passed: bool | None, sign: str) -> None:
    text = gate_line(Gate(code="mix", passed=passed, figure=None), PAIRS[0], EN, "CNY", "en")
    assert text.startswith(sign)
    assert ("could not be tried" in text) == (passed is None)


def test_a_ledger_says_parts_and_everything_else() -> None:
    assert plain(ledger_sentence(LEDGERS[2], "formation", EN, "CNY", "en")) == (
        "New bad loans, at equal age: -17.3% (-23.7 … -10.4%) attributable to Early warning; everything else +16.2% "
        "(4.08 … 29.7%); together -3.92% (-10.4 … 3.05%)."
    )
    assert "together -52.8% (-55.5 … -49.8%) in the geometric mean." in plain(
        ledger_sentence(LEDGERS[0], "geometric mean", EN, "CNY", "en")
    )
    assert plain(ledger_sentence(LEDGERS[1], "share", ZH, "CNY", "zh")).endswith("（按固定单元权重）。")
    assert without_parts(LEDGERS[3:], "zh") == "无可归因部分：提前流失。"


def test_on_a_card_it_is_said_where_another_number_is_split() -> None:
    text = plain(part_words(LEDGERS[0], "geometric mean", EN, "CNY", "en"))
    assert text.startswith("-41.1%")
    assert text.endswith("together -52.8% in the geometric mean")


@pytest.mark.parametrize(("language", "of"), [("en", "of "), ("zh", "其中")])
def test_no_part_is_said_to_be_of_a_whole_that_may_be_smaller(language: Language, of: str) -> None:
    """+4.20 − 1.60 points by two initiatives and −0.80 by everything else come to +1.80: 4.20 is not of 1.80."""
    for words in (ledger_sentence, part_words):
        text = plain(words(LEDGERS[1], "share", EN, "CNY", language))
        places = [text.index(number) for number in ("+4.20", "-1.60", "-0.80", "+1.80")]
        assert places == sorted(places)
        assert of not in text.split("(")[0].lower()


def money_of_ai(running: float, value: float, lower: float, upper: float, language: Language = "en") -> str:
    """What is said of AI approval (38 m once) where its benefit lies so, value first, then its ends."""
    by_hand = replace(EVIDENCE.initiatives[0], cost_per_month=running)
    found = money_of(by_hand, [PAIRS[0]], WINDOW, "2025-12")
    implied = Range(value=value, lower=lower, upper=upper)
    goal = replace(found.goals[0], implied=implied, payback=find_payback(by_hand, implied, WINDOW, "2025-12"))
    return plain(money_line(replace(found, goals=(goal,)), NAMES[language], "CNY", language))


def test_payback_is_said_by_its_month_where_the_whole_interval_pays() -> None:
    """One unit from 2022-07 on, two from 2023-03 to 2024-09, one in the window: a month of one leaves 2 m (2.5, 1).

    Of 38 m, 8 × 2 leave 22, which 4.9 a month (2 × 2.9 − 0.9) cover in 5 months: July 2023. 18 ÷ 5.9 takes 4 of them,
    30 ÷ 2.9 takes 11.
    """
    assert money_of_ai(900_000.0, 2.9e6, 1.9e6, 3.4e6) == (
        "**AI approval**: 38.0m CNY once and 900k CNY a month, 75.8m CNY so far in 42 months. Its present benefit "
        "of 2.90m CNY a month by approval time covers its running cost of 900k CNY. Paid back? Yes: Jul 2023 "
        "(Jun 2023 … Jan 2024)."
    )
    assert plain(money_of_ai(900_000.0, 2.9e6, 1.9e6, 3.4e6, language="zh")) == (
        "“智能审批”：一次性投入 3,800万元，月运行成本 90.0万元，42 个月累计 7,580万元。"
        "按审批时长折算的当前月收益 290万元，可覆盖 90.0万元的月运行成本。"
        "是否收回：已收回：2023年7月（2023年6月 ~ 2024年1月）。"
    )


def test_the_running_cost_is_judged_by_the_interval_of_the_benefit() -> None:
    unclear = money_of_ai(900_000.0, 1.0e6, 0.5e6, 1.4e6)
    assert "not clear whether it covers its running cost of 900k CNY." in unclear and "never" in unclear
    assert "尚无法判断能否覆盖 90.0万元的月运行成本" in money_of_ai(
        900_000.0, 1e6, 0.5e6, 1.4e6, language="zh"
    )
    short = money_of_ai(900_000.0, 0.5e6, 0.1e6, 0.9e6)
    assert "does not cover its running cost of 900k CNY" in short and "Paid back" not in short
    assert "it costs 500k CNY a month instead" in money_of_ai(900_000.0, -0.5e6, -0.9e6, -0.1e6)


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_an_attributable_goal_no_payback_is_said(language: Language) -> None:
    found = money_of(EVIDENCE.initiatives[0], [PAIRS[2]], WINDOW, "2025-12")
    none = {"en": "No payback period", "zh": "无法测算回收期"}[language]
    assert none in money_line(found, NAMES[language], "CNY", language)
