-- one row per month of funding × cell; flows
-- Only applications funded at least six months before the cut-off count, apart from `funded`.
select
    local_month(funded_at) as month, cell_id,
    count(*) as funded,
    count(*) filter (where funded_at + interval 6 month <= as_of) as funded_6m,
    count(*) filter (where funded_at + interval 6 month <= as_of and confirmed_at <= funded_at + interval 6 month)
        as confirmed_6m
from fraud_checked join cells using (product, channel, region, partner, score_band)
where funded_at is not null
group by all
