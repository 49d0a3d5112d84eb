-- one row per month opened × contact_channel × handled_by × topic × region × ending × bin, until the first response; flows
select month, contact_channel, handled_by, topic, region, response as ending, bin, count(*) as n
from touches asof join wait_bins on touches.response_minutes <= wait_bins.to_minutes
group by all
