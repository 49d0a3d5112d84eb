-- one row per contract: its cell, and the month of its origination
select
    loan_id, cell_id, product, channel, region, partner, score_band,
    cast(date_trunc('month', disbursed_on) as date) as start
from (select * replace (coalesce(score_band, '') as score_band), coalesce(partner_id, '') as partner from loans) as loans
join cells using (product, channel, region, partner, score_band)
