select
    0 as side,
    region as unit,
    sum(approved_30d) as numerator,
    sum(approved_30d) + sum(declined_30d) as denominator,
    sum(approved_30d) as events,
    sum(approved_30d) + sum(declined_30d) as cases
from approval_counts
where (month between date '2021-03-01' and date '2021-08-01')
    and true
group by all
having count(*) > 0
union all
select
    1 as side,
    region as unit,
    sum(approved_30d) as numerator,
    sum(approved_30d) + sum(declined_30d) as denominator,
    sum(approved_30d) as events,
    sum(approved_30d) + sum(declined_30d) as cases
from approval_counts
where (month between date '2022-03-01' and date '2022-08-01')
    and true
group by all
having count(*) > 0;
