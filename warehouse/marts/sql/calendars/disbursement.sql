-- one row per month of disbursement, from the first month end on: of older contracts only the survivors are known
select
    'disbursement' as calendar,
    cast(date_trunc('month', disbursed_on) as date) as month,
    max(deliveries.as_of) as cut_off,
    count(*) as rows
from loans
join deliveries on deliveries.delivery = loans._delivery
where coalesce(disbursed_on >= (select min(date_trunc('month', month_end)) from loan_months), true)
group by 2
