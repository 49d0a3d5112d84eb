-- one row per month of submission × cell; flows, of applications submitted at least seven months before the cut-off
select
    local_month(submitted_at) as month, cell_id,
    count(*) as submitted_7m,
    count(*) filter (where confirmed_at is not null and funded_at is null) as stopped,
    count(*) filter (where confirmed_at <= funded_at + interval 6 month) as missed_6m,
    stopped + missed_6m as fraud_7m
from fraud_checked join cells using (product, channel, region, partner, score_band)
where submitted_at + interval 7 month <= as_of
group by all
