-- one row per month of month ends; a month in which over 0.5 % of the contracts open before vanished is not complete
select
    'month end' as calendar,
    month,
    if(coalesce(missing > 0.005 * opened, false), least(cut_off, cast(month as timestamp)), cut_off) as cut_off,
    rows
from (
    select cast(date_trunc('month', month_end) as date) as month, max(as_of) as cut_off, count(*) as rows
    from loan_months
    join deliveries on deliveries.delivery = loan_months._delivery
    group by 1
) as seen
left join (
    select
        month,
        count(*) filter (where opening > 0) as opened,
        count(*) filter (where vanished) as missing
    from contract_months
    group by month
) as followed using (month)
