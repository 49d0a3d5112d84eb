-- one row per submission month × cell; flows. `_30d` counts only cases submitted at least 30 days before their cut-off
-- An undated outcome counts as one within 30 days, lest the rates be those of dated ones only; it is in no wait and no limit.
select
    month,
    cell_id,
    count(*) as submitted,
    count(*) filter (where old) as old_30d,
    count(*) filter (where old and in_time and ending = 'approved') as approved_30d,
    count(*) filter (where old and in_time and ending = 'declined') as declined_30d,
    count(*) filter (where old and in_time and ending = 'decided') as decided_unknown_30d,
    count(*) filter (where old and in_time and ending = 'withdrawn') as withdrawn_30d,
    count(*) filter (where old and in_time and ending = 'expired') as expired_30d,
    count(*) filter (where old and in_time and decision and mode = 'auto') as auto_30d,
    count(*) filter (where old and in_time and decision and mode = 'manual') as manual_30d,
    count(*) filter (where old and in_time and ending = 'approved' and mode = 'auto') as auto_approved_30d,
    count(*) filter (where old and in_time and ending = 'declined' and mode = 'auto') as auto_declined_30d,
    -- for each limit
    count(*) filter (where age_minutes >= $limit and not undated) as old_$limit,
    count(*) filter (where age_minutes >= $limit and decision and wait_minutes <= $limit) as within_$limit,
    -- end
    count(*) filter (where old and waited) as capped_n,
    -- minutes below one count as one, as in the first bin of the histograms
    coalesce(sum(cast(ln(greatest(least(wait_minutes, 43200), 1)) as decimal(18, 9)))
        filter (where old and waited), 0) as capped_ln_minutes
from (
    select
        cases.*,
        age_minutes >= 43200 as old,
        undated or wait_minutes <= 43200 as in_time,
        ending in ('approved', 'declined', 'decided') as decision,
        not undated and not (ending in ('withdrawn', 'expired') and in_time) as waited
    from cases
) as cases
join cells using (product, channel, region, partner, score_band)
group by month, cell_id
