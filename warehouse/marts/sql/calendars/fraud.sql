-- one row per calendar × month of applications checked for fraud: latest cut-off among its rows, UTC
select 'fraud_funding' as calendar, local_month(funded_at) as month, max(as_of) as cut_off, count(*) as rows
from fraud_checked where funded_at is not null group by all
union all
select 'fraud_submission', local_month(submitted_at), max(as_of), count(*) from fraud_checked group by all
