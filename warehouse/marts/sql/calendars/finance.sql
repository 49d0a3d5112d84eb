-- one row per month of accounts: latest cut-off among its rows, UTC
select 'finance' as calendar, month, max(deliveries.as_of) as cut_off, count(*) as rows
from finance_months join deliveries on deliveries.delivery = finance_months._delivery
group by month
