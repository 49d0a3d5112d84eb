-- one row per calendar × month of incidents and of checks: latest cut-off among its rows, UTC
select 'incident' as calendar, local_month(started_at) as month, max(as_of) as cut_off, count(*) as rows
from incidents join deliveries on deliveries.delivery = incidents._delivery group by all
union all
select 'check', local_month(started_at), max(as_of), count(*)
from compliance_checks join deliveries on deliveries.delivery = compliance_checks._delivery group by all
