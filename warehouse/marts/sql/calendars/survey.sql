-- one row per month in which surveys were sent: latest cut-off among its rows, UTC
select 'survey' as calendar, month, max(as_of) as cut_off, count(*) as rows
from asked group by month
