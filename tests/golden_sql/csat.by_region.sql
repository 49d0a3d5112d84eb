select
    0 as side,
    region,
    partner as unit,
    sum(top2) as numerator,
    sum(answered) as denominator,
    sum(top2) as events,
    sum(answered) as cases
from surveys_sent
where (month between date '2021-03-01' and date '2021-08-01')
    and kind in ('csat')
    and true
group by all
having count(*) > 0
union all
select
    1 as side,
    region,
    partner as unit,
    sum(top2) as numerator,
    sum(answered) as denominator,
    sum(top2) as events,
    sum(answered) as cases
from surveys_sent
where (month between date '2022-03-01' and date '2022-08-01')
    and kind in ('csat')
    and true
group by all
having count(*) > 0;
