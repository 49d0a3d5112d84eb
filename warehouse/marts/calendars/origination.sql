-- one row per month of origination
select
    'origination' as calendar,
    cast(date_trunc('month', disbursed_on) as date) as month,
    max(deliveries.as_of) as cut_off,
    count(*) as rows
from loans
join deliveries on deliveries.delivery = loans._delivery
group by 2
