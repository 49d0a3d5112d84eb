"""KPIs of contracts that fell behind: what is recovered of them, and who comes back."""

from warehouse.kpis.record import Kpi, Ratio

HALF_A_YEAR_DAYS = 184


KPIS = (
    Kpi(
        code="recovery_rate",
        catalogue_code="RSK-07",
        family="risk",
        name_en="Recovery rate within 6 months",
        name_zh="逾期贷款回收率（6 个月）",
        definition_en="Principal paid and cash received after charge-off within 6 months ÷ principal at entry into 90 or more days "
        "past due, by month of entry. An entry counts if none came in the 6 months before. Principal charged off "
        "or sold is not paid.",
        definition_zh="进入逾期 90 天以上后 6 个月内收回的本金及核销后回收现金 ÷ 进入时本金，按进入月份。此前 6 个月内无进入者方计入；"
        "核销与转让不视为收回。",
        pitfalls_en="Extensions are not cash and do not count. Where contracts charged off sooner stop paying, charge-off policy "
        "moves this rate.",
        pitfalls_zh="展期不是现金，不计入。核销政策提前可能影响回款，进而影响本指标。",
        version="2",
        marts=("overdue_spells",),
        rows=(("threshold", ("90",)), ("since", ("6",))),
        formula=Ratio(
            numerator=("principal_paid", "recovered"),
            denominator=("principal",),
            events=("contracts",),
            cases=("contracts",),
            counts="mean",
            factor=1.0,
            stock=False,
        ),
        unit="fraction",
        better="higher",
        follow_up_days=HALF_A_YEAR_DAYS,
        guard="cure_rate",
        needs=("loan_months.balance",),
    ),
    Kpi(
        code="cure_rate",
        catalogue_code="RSK-08",
        family="risk",
        name_en="Cure rate",
        name_zh="逾期转正率",
        definition_en="Contracts back to 0 days past due within 3 months that stayed there for 3 more, not restructured ÷ contracts that "
        "got 30 or more days past due, by month of entry. Paid in full counts as back.",
        definition_zh="3 个月内恢复至逾期 0 天且其后 3 个月保持、未经重组的合同 ÷ 进入逾期 30 天以上的合同，按进入月份。全额结清视同转正。",
        pitfalls_en="Short cures fall behind again, so they do not count; nor do cures by extension.",
        pitfalls_zh="短暂转正常会再次逾期，故不计入；通过展期实现的转正亦不计入。",
        version="2",
        marts=("overdue_spells",),
        rows=(("threshold", ("30",)), ("since", ("6",))),
        formula=Ratio(
            numerator=("cured_and_kept",),
            denominator=("contracts",),
            events=("cured_and_kept",),
            cases=("contracts",),
            counts="share",
            factor=1.0,
            stock=False,
        ),
        unit="fraction",
        better="higher",
        follow_up_days=HALF_A_YEAR_DAYS,
        guard="recovery_rate",
        needs=("loan_months.days_past_due",),
    ),
)
