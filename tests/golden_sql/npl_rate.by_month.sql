select
    month,
    region as unit,
    sum(npl_balance) as numerator,
    sum(balance) as denominator,
    sum(npl_contracts) as events,
    sum(contracts) as cases
from book
where (month between date '2022-03-01' and date '2022-08-01')
    and true
group by all
having count(*) > 0;
