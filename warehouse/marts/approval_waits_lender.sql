-- one row per submission month × product × channel × region × score band × ending × bin, on the clock of the lender's hands; flows
select month, product, channel, region, score_band, ending, bin, count(*) as n
from clocks
join cases using (case_id)
where clock = 'lender'
group by all
