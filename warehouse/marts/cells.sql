-- one row per combination of product, channel, region, partner and score band that occurs
select row_number() over (order by product, channel, region, partner, score_band) as cell_id, combinations.*
from (
    select distinct
        product, channel, region, coalesce(partner_id, '') as partner, coalesce(score_band, '') as score_band
    from applications
) as combinations
