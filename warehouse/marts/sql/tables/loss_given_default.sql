-- at most one row: 1 − recovered ÷ charged off over contracts charged off at least 24 months before the last month end
with losses as (
    select
        loan_id,
        min(month_end) filter (where charged_off_amount > 0) as charged_off_on,
        sum(charged_off_amount) as charged_off,
        sum(recovered_amount) as recovered
    from loan_months
    where charged_off_amount > 0 or recovered_amount > 0
    group by loan_id
)
select 'loss_given_default', 1 - coalesce(sum(recovered), 0) / sum(charged_off)
from losses
where charged_off_on <= (select max(month_end) from loan_months) - to_months(24)
having sum(charged_off) > 0
