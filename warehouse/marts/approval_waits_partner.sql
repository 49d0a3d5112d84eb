-- one row per submission month × partner × product × channel × clock × ending × bin; flows
select month, partner, product, channel, clock, ending, bin, count(*) as n
from clocks
join cases using (case_id)
group by all
