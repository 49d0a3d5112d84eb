-- one row per month: amounts of the whole company by account, applications submitted; flows. Stock contracts on the book
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
on_book as (
    select month, count(*) filter (where closing > 0) as contracts
    from contract_months
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
    coalesce(applications, 0) as applications,
    coalesce(contracts, 0) as contracts,
    -- what is divided by applications or contracts: only months of which these are known
    if(applications is null, 0, origination_cost) as origination_cost_applied,
    if(contracts is null, 0, operating_cost) as operating_cost_on_book,
    if(contracts is null, 0, it_cost) as it_cost_on_book
from booked
left join submitted using (month)
left join on_book using (month)
