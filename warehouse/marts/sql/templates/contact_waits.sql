-- one row per month opened × $row, until the first response or the last resolution ($until); flows
select month, $row, count(*) as n
from (select *, $until as ending from touches) as touches
asof join wait_bins on touches.${until}_minutes <= wait_bins.to_minutes
group by all
