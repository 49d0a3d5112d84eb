-- one row per contract × threshold (30, 60, 90 days) × month in which it got there, none having come in the 6 months before
with entries as (
    select loan_id, month, threshold, closing as principal
    from contract_months, (values (30), (60), (90)) as thresholds (threshold)
    where days >= threshold and (was_days < threshold or age <= 1)
)
select loan_id, month, threshold, principal
from entries
qualify coalesce(
    month > lag(month) over (partition by loan_id, threshold order by month) + interval 6 month, true
)
