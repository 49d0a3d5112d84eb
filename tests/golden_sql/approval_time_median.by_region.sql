select
    0 as side,
    region,
    region as unit,
    bin,
    coalesce(sum(n) filter (where ending in ('approved', 'declined', 'decided')), 0) as events,
    sum(n) as exits,
    coalesce(sum(n) filter (where ending = 'open'), 0) as still_open
from approval_waits
where (month between date '2021-03-01' and date '2021-08-01')
    and ending in ('approved', 'declined', 'decided', 'withdrawn', 'expired', 'open')
group by all
having count(*) > 0
union all
select
    1 as side,
    region,
    region as unit,
    bin,
    coalesce(sum(n) filter (where ending in ('approved', 'declined', 'decided')), 0) as events,
    sum(n) as exits,
    coalesce(sum(n) filter (where ending = 'open'), 0) as still_open
from approval_waits
where (month between date '2022-03-01' and date '2022-08-01')
    and ending in ('approved', 'declined', 'decided', 'withdrawn', 'expired', 'open')
group by all
having count(*) > 0;
