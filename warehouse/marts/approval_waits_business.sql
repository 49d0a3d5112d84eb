-- one row per submission month × product × channel × region × score band × ending × bin (−1: undated), on the clock of business hours; flows
select month, product, channel, region, score_band, if(bin = -1, 'undated', ending) as ending, bin, count(*) as n
from clocks
join cases using (case_id)
where clock = 'business'
group by all
