-- one row per month × cell: fraud cases confirmed in it, applications submitted in it; flows
with marks as (
    select
        local_month(confirmed_at) as month, product, channel, region, partner, score_band,
        1 as confirmed, 0 as applications
    from fraud
    where confirmed_at is not null
    union all
    select local_month(submitted_at), product, channel, region, partner, score_band, 0, 1 from fraud_checked
)
select month, cell_id, sum(confirmed) as confirmed, sum(applications) as applications
from marks join cells using (product, channel, region, partner, score_band)
group by all
