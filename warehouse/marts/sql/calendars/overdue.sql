-- one row per month in which contracts fell behind: followed as far as month ends were delivered
select
    'overdue entry' as calendar,
    month,
    (select max(as_of) from deliveries where table_name = 'loan_months') as cut_off,
    count(*) as rows
from overdue_entries
group by month
