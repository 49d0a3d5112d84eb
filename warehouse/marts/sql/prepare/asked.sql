-- one row per survey: when it was sent, and its score where it was answered within 30 days
-- An answer without a moment of sending (a street survey, an old export) was asked for when it was given.
with sent as (
    select
        surveys.*,
        coalesce(sent_at, answered_at) as asked_at,
        coalesce(scale_min, if(kind = 'nps', 0, 1)) as lowest,
        deliveries.as_of
    from surveys join deliveries on deliveries.delivery = surveys._delivery
)
select
    sent.survey_id,
    local_month(asked_at) as month,
    sent.kind,
    printf('%g-%g', cast(lowest as double), cast(scale_max as double)) as scale,
    coalesce(touchpoint, '') as touchpoint,
    coalesce(sent.product, '') as product,
    coalesce(sent.channel, '') as channel,
    coalesce(sent.region, '') as region,
    coalesce(sent.partner_id, '') as partner,
    coalesce(customers.segment, '') as segment,
    as_of,
    sent_at is null or minutes_between(sent_at, as_of) >= 43200 as old,
    if(minutes_between(asked_at, answered_at) <= 43200 and score between lowest and scale_max, score, null) as score,
    lowest,
    scale_max
from sent left join customers using (customer_id)
where asked_at is not null
