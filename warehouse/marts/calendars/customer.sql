-- one row per calendar × month of relationships: until when returns can be known (return_months before the cut-off), UTC
select 'at_risk' as calendar, month, months_earlier(max(cut_off), $churn_return_months) as cut_off, sum(at_risk + started) as rows
from relationship_months
where cut_off is not null
group by month
