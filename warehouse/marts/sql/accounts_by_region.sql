-- one row per month × region ('' = not allocated): amounts that are booked by region; flows
select
    month,
    case when unit_kind = 'region' then coalesce(unit, '') else '' end as region,
    count(*) as entries,
    coalesce(sum(amount) filter (where account = 'revenue'), 0) as revenue,
    coalesce(sum(amount) filter (where account = 'funding_cost'), 0) as funding_cost,
    coalesce(sum(amount) filter (where account = 'credit_cost'), 0) as credit_cost,
    coalesce(sum(amount) filter (where account = 'servicing_cost'), 0) as servicing_cost
from finance_months
where account in ('revenue', 'funding_cost', 'credit_cost', 'servicing_cost')
group by all
