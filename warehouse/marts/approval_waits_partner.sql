-- one row per submission month × partner × product × channel × ending × bin (−1: undated), on the wall clock; flows
select month, partner, product, channel, if(bin = -1, 'undated', ending) as ending, bin, count(*) as n
from clocks
join cases using (case_id)
where clock = 'wall'
group by all
