-- one row per case × clock: the bin of its wait, −1 where how long it was is not known
with clocks as (
    select case_id, 'wall' as clock, wait_minutes as minutes from cases
    union all
    select case_id, 'business', business_minutes from case_waits
    union all
    select case_id, 'lender', lender_minutes from case_waits
)
select case_id, clock, if(minutes is null, -1, bin) as bin
from clocks asof join wait_bins on coalesce(clocks.minutes, 0) <= wait_bins.to_minutes
