select
    month,
    region as unit,
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
