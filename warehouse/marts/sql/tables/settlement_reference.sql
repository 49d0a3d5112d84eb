-- one row: early settlement a year of the reference's own totals, the scale of early settlement at equal age
select 'settlement_reference', coalesce(12 * sum(events) / nullif(sum(at_risk), 0), 0)
from tenure_reference where kind = 'contract'
