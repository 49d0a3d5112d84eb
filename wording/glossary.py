"""Terms of the field in both languages, each with one plain sentence; docs/terms.md is made from them."""

import re
from dataclasses import dataclass
from functools import cache

from wording.words import Language


@dataclass(frozen=True, kw_only=True)
class Term:
    """A term, and what it means in one sentence, per language.

    `forms_en`, `forms_zh`: other spellings under which it appears on screen, in lower case.
    """

    en: str
    zh: str
    plain_en: str
    plain_zh: str
    forms_en: tuple[str, ...]
    forms_zh: tuple[str, ...]

    def name(self, language: Language) -> str:
        """Return the term in a language."""
        return self.zh if language == "zh" else self.en

    def plain(self, language: Language) -> str:
        """Return its meaning in a language."""
        return self.plain_zh if language == "zh" else self.plain_en


def _term(en: str, zh: str, plain_en: str, plain_zh: str, forms: str = "") -> Term:
    """A term; `forms` holds other spellings, English before and Chinese after a bar, separated by commas."""
    forms_en, _, forms_zh = forms.partition("|")
    return Term(
        en=en,
        zh=zh,
        plain_en=plain_en,
        plain_zh=plain_zh,
        forms_en=tuple(filter(None, forms_en.split(","))),
        forms_zh=tuple(filter(None, forms_zh.split(","))),
    )


TERMS: tuple[Term, ...] = (
    _term(
        "Attributable",
        "可归因",
        "The part of a change due to an initiative, shown by comparing regions with it to regions still without.",
        "通过对比已上线与未上线的地区，能够确认由某项举措带来的那部分变化。",
        "attributable to",
    ),
    _term(
        "Before–after only",
        "仅前后对比",
        "The KPI clearly differs between the two periods, but nothing shows why.",
        "前后两期差异明确，但没有对照可以说明原因。",
    ),
    _term(
        "95% interval",
        "95% 置信区间",
        "A range that contains the true value 95 times out of 100; if it includes zero, there is no clear change.",
        "若重复观测 100 次，约有 95 次的区间会包含真实值；区间包含零即为变化不明确。",
        "interval|置信区间",
    ),
    _term(
        "Guardrail",
        "制衡指标",
        "A second KPI that must not get worse while the first improves, such as defaults when approval gets faster.",
        "主要指标改善时不应恶化的另一项指标，例如提速时的首期逾期率。",
    ),
    _term(
        "Percentage point",
        "百分点",
        "The plain difference of two percentages: from 4% to 5% is 1 percentage point, or 25% more.",
        "两个百分比之差：由 4% 到 5% 为上升 1 个百分点，即相对上升 25%。",
        "pp",
    ),
    _term(
        "Median",
        "中位数",
        "Half of the cases took less, half took more.",
        "一半案件低于该值，一半高于该值。",
    ),
    _term(
        "P90",
        "P90",
        "Nine in ten cases took no longer than this.",
        "十件中有九件不超过该时长。",
        "90th percentile",
    ),
    _term(
        "NPL rate",
        "不良贷款率",
        "Balance of loans 90 days or more past due, or written down as bad, as a share of the whole loan book.",
        "逾期 90 天以上及其他不良贷款余额占全部贷款余额的比例。",
        "npl|不良率",
    ),
    _term(
        "New bad loans at equal age",
        "同账龄不良生成率",
        "How many loans turn bad per year, at the same age, so that a younger book does not look better.",
        "按相同账龄比较的年化不良生成水平，避免账龄变短造成的改善假象。",
        "npl formation,same age,equal age|同账龄",
    ),
    _term(
        "Dilution",
        "新增放款摊薄",
        "New loans enlarge the book before any of them can turn bad, so the NPL rate falls without better lending.",
        "新增贷款先扩大余额、尚未到暴露期，不良率因此下降，并非资产质量改善。",
        "younger book,younger|摊薄,账龄变短",
    ),
    _term(
        "Charge-off",
        "核销",
        "Removing a bad loan from the book as a loss; the NPL rate falls although the money is lost.",
        "将不良贷款作为损失移出账面；不良率随之下降，但损失已经发生。",
        "charged off,charge-offs",
    ),
    _term(
        "Vintage",
        "账龄批次",
        "Loans granted in the same month or half-year, followed as they age.",
        "同一月份或半年内发放、随账龄持续跟踪的一批贷款。",
        "cohort,cohorts|同批",
    ),
    _term(
        "Roll rate",
        "滚动率",
        "Share of loans that move from one past-due bucket to the next within a month.",
        "一个月内由某一逾期阶段迁徙至下一阶段的贷款占比。",
        "|迁徙",
    ),
    _term(
        "First-payment default",
        "首期逾期",
        "A contract whose first instalment is missed.",
        "合同第一期还款即发生逾期。",
        "first payment default",
    ),
    _term(
        "Approval time",
        "审批时长",
        "Time from submission of an application to the decision, nights and weekends included.",
        "自提交申请至作出审批决定的时长，含夜间与周末。",
    ),
    _term(
        "Gave up",
        "放弃申请",
        "Applicants who withdrew, or let the application expire, before a decision.",
        "在审批决定作出前撤回申请或任其过期的申请人。",
        "gave up|放弃率,放弃",
    ),
    _term(
        "Churn",
        "客户流失率",
        "Share of customers per year who end the relationship early or leave when their contract ends.",
        "一年内提前结束关系或到期后离开的客户占比。",
        "churn rate|流失",
    ),
    _term(
        "At equal tenure",
        "剔除存续期影响",
        "Compared among customers who have been with the company equally long.",
        "在存续时间相同的客户之间比较。",
        "equal tenure|同存续期",
    ),
    _term(
        "Customer lifetime value",
        "客户生命周期价值",
        "Discounted margin a customer brings over the relationship; the part not yet observed is modelled and marked.",
        "客户在整个存续期内带来的折现利润；尚未观测到的部分为模型推算并单独标注。",
        "clv,lifetime value|客户价值",
    ),
    _term(
        "Acquisition cost",
        "获客成本",
        "What it costs to win one new customer.",
        "获得一名新客户所花费的成本。",
        "cac",
    ),
    _term(
        "CSAT",
        "客户满意度",
        "Share of respondents who answered satisfied or very satisfied.",
        "答复“满意”或“非常满意”的受访客户占比。",
        "satisfaction|满意度",
    ),
    _term(
        "NPS",
        "净推荐值",
        "Share of promoters (9 or 10 of 10) minus share of detractors (0 to 6).",
        "推荐者（9–10 分）占比减去贬损者（0–6 分）占比。",
        "net promoter score",
    ),
    _term(
        "Response rate",
        "问卷答复率",
        "Share of invited customers who answered; a low or changed rate can bias the result.",
        "受邀客户中作出答复的占比；答复率偏低或变化都可能使结果失真。",
        "answered",
    ),
    _term(
        "Mix",
        "业务结构",
        "How cases divide over products, channels and regions; a shift can move a KPI though no group changed.",
        "案件在产品、渠道、地区间的分布；结构变化会使总体指标变动，而各组本身并未改变。",
        "|结构",
    ),
    _term(
        "Roll-out",
        "分批上线",
        "Going live region by region, which is what makes a comparison with regions still waiting possible.",
        "按地区分批上线，从而可以与尚未上线的地区对比。",
        "rollout|上线",
    ),
    _term(
        "Placebo",
        "安慰剂检验",
        "The same calculation with an invented, earlier go-live; it should find nothing.",
        "以虚构的更早上线时间重复计算，应得不到效应。",
    ),
    _term(
        "Take-up",
        "放款转化率",
        "Share of approved applications that become a contract.",
        "审批通过后实际签约放款的占比。",
        "take-up rate",
    ),
    _term(
        "LTV",
        "贷款成数",
        "Loan amount as a share of the vehicle price.",
        "贷款金额占车辆价格的比例。",
        "loan to value,loan-to-value|贷款价值比,ltv",
    ),
    _term(
        "Cost–income ratio",
        "成本收入比",
        "Operating cost divided by operating income.",
        "营业成本除以营业收入。",
        "cost-income ratio",
    ),
    _term(
        "Concentration (HHI)",
        "集中度（HHI）",
        "Sum of squared shares: 0 is spread evenly over very many, 1 is all in one.",
        "各份额平方之和：接近 0 为高度分散，1 为全部集中于一处。",
        "hhi,concentration index|集中度指数,hhi,赫芬达尔",
    ),
    _term(
        "NPV",
        "净现值",
        "Future gains and costs in today's money.",
        "未来收益与成本折算至今天的金额。",
    ),
    _term(
        "Payback",
        "回收期",
        "Months until the gains have covered the cost.",
        "收益累计覆盖成本所需的月数。",
    ),
    _term(
        "Reference no.",
        "数据凭证编号",
        "The number under which a figure can be recalculated later: milepost verify, or Data health.",
        "可据以重新计算核对该数字的编号（milepost verify 或“数据质量”页）。",
        "reference number|凭证编号,溯源编号",
    ),
    _term(
        "Snapshot",
        "数据快照",
        "A published, unchangeable state of all data and settings.",
        "一次发布后不再变动的全部数据与参数。",
    ),
    _term(
        "Forecast calibration",
        "预测准确度",
        "Whether ranges hold as often as stated: of many 90% ranges, nine in ten should contain the actual value.",
        "预测区间的实际命中率是否与标称一致：众多九成区间中，应有九成包含实际值。",
        "our forecasts",
    ),
    _term(
        "Cut-off",
        "截止时点",
        "The moment up to which the data are complete.",
        "数据完整截至的时点。",
        "as of|截至",
    ),
)


@cache
def _patterns(language: Language) -> tuple[tuple[re.Pattern[str], Term], ...]:
    """How each term is found in a text: whole words in English, anywhere in Chinese."""
    patterns = []
    for term in TERMS:
        forms = (term.name(language).lower(), *(term.forms_zh if language == "zh" else term.forms_en))
        either = "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True))
        patterns.append(
            (re.compile(either if language == "zh" else rf"(?<![\w-])(?:{either})(?![\w-])"), term)
        )
    return tuple(patterns)


def terms_in(text: str, language: Language) -> tuple[Term, ...]:
    """Return the terms that a text uses, in the order of TERMS."""
    lower = text.lower()
    return tuple(term for pattern, term in _patterns(language) if pattern.search(lower))


def explain_terms(text: str, language: Language) -> str:
    """Return a line per term that a text uses, for its tooltip; "" if it uses none."""
    return "  \n".join(
        f"**{term.name(language)}** – {term.plain(language)}" for term in terms_in(text, language)
    )
