-- one row per combination of product, channel, region, partner and score band that occurs in applications or contracts
select row_number() over (order by product, channel, region, partner, score_band) as cell_id, combinations.*
from (
    select product, channel, region, coalesce(partner_id, '') as partner, coalesce(score_band, '') as score_band
    from applications
    union
    select product, channel, region, coalesce(partner_id, ''), coalesce(score_band, '')
    from loans
) as combinations
