select
    0 as side,
    region,
    region as unit,
    sum(left_early) as numerator,
    sum(expected_leavers) as denominator,
    sum(left_early) as events,
    sum(at_risk) as cases
from relationship_totals
where (month between date '2021-03-01' and date '2021-08-01')
    and true
group by all
having count(*) > 0
union all
select
    1 as side,
    region,
    region as unit,
    sum(left_early) as numerator,
    sum(expected_leavers) as denominator,
    sum(left_early) as events,
    sum(at_risk) as cases
from relationship_totals
where (month between date '2022-03-01' and date '2022-08-01')
    and true
group by all
having count(*) > 0;
