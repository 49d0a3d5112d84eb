-- one row per submission month × partner × product × channel × ending × bin, on the wall clock; flows
select month, partner, product, channel, ending, bin, count(*) as n
from clocks
join cases using (case_id)
where clock = 'wall'
group by all
