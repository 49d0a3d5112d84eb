-- one row per month of approval × cell; flows. What the take-up rate is made of, where funding_waits is not kept
select
    local_month(decided_at) as month,
    cell_id,
    count(*) as approved,
    count(*) filter (where age >= 43200) as old_30d,
    count(*) filter (where age >= 43200 and after_approval <= 43200) as funded_within_30d
from (
    select
        *,
        minutes_between(decided_at, as_of) as age,
        minutes_between(decided_at, funded_at) as after_approval
    from cases
    where ending = 'approved' and not undated
) as approved
join cells using (product, channel, region, partner, score_band)
group by all
