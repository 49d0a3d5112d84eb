select
    month,
    '' as unit,
    sum(operating_cost) as numerator,
    sum(revenue) as denominator,
    sum(entries) as events,
    sum(entries) as cases
from accounts
where (month between date '2022-03-01' and date '2022-08-01')
    and true
group by all
having count(*) > 0;
