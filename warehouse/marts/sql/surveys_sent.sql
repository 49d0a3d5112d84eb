-- one row per month sent × kind × scale × touchpoint × product × channel × region × partner × segment; flows
-- Apart from `sent`, only surveys sent at least 30 days before their cut-off count, answered or not.
select
    month, touchpoint, product, channel, region, partner, segment, kind, scale,
    count(*) as sent,
    count(*) filter (where old) as sent_30d,
    count(score) filter (where old) as answered,
    count(*) filter (where old and score >= lowest + 0.75 * (scale_max - lowest)) as top2,
    count(*) filter (where old and kind = 'nps' and scale = '0-10' and score >= 9) as promoters,
    count(*) filter (where old and kind = 'nps' and scale = '0-10' and score <= 6) as detractors,
    promoters - detractors as net_promoters,
    promoters + detractors as not_passive,
    coalesce(sum(score) filter (where old), 0) as score,
    coalesce(sum(cast(score * score as decimal(18, 4))) filter (where old), 0) as score_squared
from asked
group by all
