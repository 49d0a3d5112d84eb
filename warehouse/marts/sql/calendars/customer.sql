-- one row per calendar × month: latest cut-off, UTC; where returns matter, as much earlier as they take to show
select 'at_risk' as calendar, month, months_earlier(max(cut_off), $churn_return_months) as cut_off, sum(at_risk + started) as rows
from relationship_months
where cut_off is not null
group by month
union all
select 'held', month, max(cut_off), sum(on_book) from contract_ages group by month
union all
select 'ending', end_month, months_earlier(max(as_of), $churn_repeat_months), count(*) from contract_ends group by end_month
