-- one row per month of origination: seen as far as both contracts and, where there are any, month ends were delivered
select
    'origination' as calendar,
    cast(date_trunc('month', disbursed_on) as date) as month,
    least(max(deliveries.as_of), (select max(as_of) from deliveries where table_name = 'loan_months')) as cut_off,
    count(*) as rows
from loans
join deliveries on deliveries.delivery = loans._delivery
group by 2
