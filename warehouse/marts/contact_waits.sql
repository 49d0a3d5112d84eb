-- one row per month opened × contact_channel × handled_by × topic × region × wait (response, resolution) × ending × bin; flows
with waits as (
    select month, contact_channel, handled_by, topic, region, 'response' as wait, response as ending,
        response_minutes as minutes
    from touches
    union all
    select month, contact_channel, handled_by, topic, region, 'resolution', resolution, resolution_minutes
    from touches
)
select month, contact_channel, handled_by, topic, region, wait, ending, bin, count(*) as n
from waits asof join wait_bins on waits.minutes <= wait_bins.to_minutes
group by all
