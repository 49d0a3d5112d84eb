-- one row per submission month × partner × product × channel × ending × bin, on the clock of the lender's hands; flows
select month, partner, product, channel, ending, bin, count(*) as n
from clocks
join cases using (case_id)
where clock = 'lender'
group by all
