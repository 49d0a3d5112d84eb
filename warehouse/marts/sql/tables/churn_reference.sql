-- one row: churn a year of the reference's own totals, the scale of churn at equal tenure
select 'churn_reference', coalesce(12 * sum(events) / nullif(sum(at_risk), 0), 0)
from tenure_reference where kind = 'relationship'
