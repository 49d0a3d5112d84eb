-- one row per submission month × product × channel × region × score band × clock × ending × bin; flows
select month, product, channel, region, score_band, clock, ending, bin, count(*) as n
from clocks
join cases using (case_id)
group by all
