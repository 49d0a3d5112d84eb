select
    month,
    region as unit,
    sum(principal) as numerator,
    0 as denominator,
    sum(contracts) as events,
    sum(contracts) as cases
from disbursements
where (month between date '2022-03-01' and date '2022-08-01')
    and true
group by all
having count(*) > 0;
