-- one row per case × clock: the bin of its wait
with clocks as (
    select case_id, 'wall' as clock, wait_minutes as minutes from cases
    union all
    select case_id, 'business', business_minutes from case_waits
    union all
    select case_id, 'lender', lender_minutes from case_waits
)
select case_id, clock, bin
from clocks asof join wait_bins on clocks.minutes <= wait_bins.to_minutes
