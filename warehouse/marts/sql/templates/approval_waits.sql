-- one row per submission month × $row (bin −1: undated), on the $clock clock; flows
select month, $row, count(*) as n
from (
    select * replace (if(bin = -1, 'undated', ending) as ending)
    from clocks join cases using (case_id)
    where clock = '$clock'
)
group by all
