-- one row per month opened × contact_channel × handled_by × topic × region × ending × bin, until the last resolution; flows
select month, contact_channel, handled_by, topic, region, resolution as ending, bin, count(*) as n
from touches asof join wait_bins on touches.resolution_minutes <= wait_bins.to_minutes
group by all
