-- one row per month: amounts of the whole company by account, and applications submitted; flows
-- it_cost, marketing_cost and commission are parts of operating_cost and never added to it.
with booked as (
    select
        month,
        count(*) as entries,
        coalesce(sum(amount) filter (where account = 'revenue'), 0) as revenue,
        coalesce(sum(amount) filter (where account = 'operating_cost'), 0) as operating_cost,
        coalesce(sum(amount) filter (where account = 'it_cost'), 0) as it_cost,
        coalesce(sum(amount) filter (where account = 'marketing_cost'), 0) as marketing_cost,
        coalesce(sum(amount) filter (where account = 'commission'), 0) as commission,
        coalesce(sum(amount) filter (where account = 'origination_cost'), 0) as origination_cost,
        coalesce(sum(amount) filter (where account = 'servicing_cost'), 0) as servicing_cost,
        coalesce(sum(amount) filter (where account = 'funding_cost'), 0) as funding_cost,
        coalesce(sum(amount) filter (where account = 'credit_cost'), 0) as credit_cost
    from finance_months
    group by month
),
submitted as (
    select local_month(submitted_at) as month, count(*) as applications
    from applications
    where submitted_at is not null
    group by all
)
select
    booked.*,
    revenue - operating_cost - funding_cost - credit_cost as profit,
    coalesce(applications, 0) as applications
from booked left join submitted using (month)
