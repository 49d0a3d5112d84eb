-- one row per calendar × month of service contacts: latest cut-off among its rows, UTC
select 'contact' as calendar, month, max(as_of) as cut_off, count(*) as rows
from touches group by month
union all
select 'service_load', month, least(max(touches.as_of), max(book.as_of)), count(*)
from touches
join (
    select cast(date_trunc('month', month_end) as date) as month, max(deliveries.as_of) as as_of
    from loan_months join deliveries on deliveries.delivery = loan_months._delivery
    group by all
) as book using (month)
group by month
