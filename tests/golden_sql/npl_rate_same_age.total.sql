select
    0 as side,
    region as unit,
    sum(npl_balance) as numerator,
    sum(expected_npl_balance) as denominator,
    sum(npl_contracts) as events,
    sum(contracts) as cases
from book
where (month between date '2021-03-01' and date '2021-08-01')
    and true
group by all
having count(*) > 0
union all
select
    1 as side,
    region as unit,
    sum(npl_balance) as numerator,
    sum(expected_npl_balance) as denominator,
    sum(npl_contracts) as events,
    sum(contracts) as cases
from book
where (month between date '2022-03-01' and date '2022-08-01')
    and true
group by all
having count(*) > 0;
