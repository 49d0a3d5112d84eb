-- one row per calendar (what puts a case into its month) × month of applications: latest cut-off among its rows, UTC
select 'submission' as calendar, month, max(as_of) as cut_off, count(*) as rows
from cases group by month
union all
select 'approval', local_month(decided_at), max(as_of), count(*)
from cases where ending = 'approved' and not undated group by all
union all
select 'start', local_month(started_at), max(deliveries.as_of), count(*)
from applications join deliveries on deliveries.delivery = applications._delivery
where started_at is not null group by all
union all
select 'event', local_month(decided_at), max(as_of), count(*)
from cases where decided_at is not null group by all
