select
    month,
    '' as unit,
    sum(up_minutes) as numerator,
    sum(agreed_minutes) as denominator,
    sum(system_months) as events,
    sum(system_months) as cases
from downtime
where (month between date '2022-03-01' and date '2022-08-01')
    and true
group by all
having count(*) > 0;
