-- one row per contract that ended: months to the customer's next own contract (99: none yet), and whether it is counted
with nexts as (
    select
        ended.loan_id,
        min(datediff('month', ended.end_month, other.start_month)) as months_to_next
    from customer_contracts as ended
    join customer_contracts as other
        on other.customer_id = ended.customer_id and other.loan_id <> ended.loan_id
    where other.start_month between ended.end_month - to_months($churn_return_months) and ended.end_month + to_months(24)
    group by ended.loan_id
)
select
    ended.*,
    coalesce(months_to_next, 99) as next_in,
    -- one decision per customer and month, where a contract ran out or was paid off
    cause in ('matured', 'early_settled', 'refinanced_away') and row_number() over (
        partition by customer_id, end_month, cause in ('matured', 'early_settled', 'refinanced_away')
        order by coalesce(months_to_next, 99), cause, product, channel, region, partner, score_band
    ) = 1 as decision
from customer_contracts as ended
left join nexts using (loan_id)
-- Without month ends every ending is known as far as it was delivered.
where end_month between coalesce((select cast(date_trunc('month', min(month_end)) as date) from loan_months), end_month)
    and local_month(as_of - interval 1 microsecond)
