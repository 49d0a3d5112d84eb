-- one row per month of approval × product × channel × region × ending × bin of submission → funding (−1: not funded); flows
with approved as (
    select
        *,
        local_month(decided_at) as approval_month,
        minutes_between(decided_at, as_of) as age,
        minutes_between(decided_at, funded_at) as after_approval,
        minutes_between(submitted_at, funded_at) as minutes
    from cases
    where ending = 'approved' and not undated
),
ended as (
    select
        *,
        case
            when after_approval <= 43200 then 'funded_30d'
            when after_approval <= 86400 then 'funded_60d'
            else 'not_funded'
        end as funding
    from approved
)
select
    approval_month as month, product, channel, region, funding as ending,
    case when funding = 'not_funded' then -1 else bin end as bin,
    count(*) as n,
    count(*) filter (where age >= 43200) as old_30d,
    count(*) filter (where age >= 86400) as old_60d,
    count(*) filter (where age >= 43200 and after_approval <= 43200) as funded_within_30d
from ended asof left join wait_bins on coalesce(ended.minutes, 0) <= wait_bins.to_minutes
group by all
