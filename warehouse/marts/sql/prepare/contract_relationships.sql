-- one row per contract: the relationship it belongs to, named after its first contract
with ordered as (
    select
        *,
        max(coalesce(end_month, date '9999-12-01')) over (
            partition by customer_id order by disbursed_on, loan_id rows between unbounded preceding and 1 preceding
        ) as held_until
    from customer_contracts
),
numbered as (
    select
        *,
        count(*) filter (where held_until is null or start_month > held_until + to_months($churn_return_months)) over (
            partition by customer_id order by disbursed_on, loan_id rows between unbounded preceding and current row
        ) as number
    from ordered
)
select
    * exclude (held_until),
    -- of contracts of one day the cell decides, not the numbers they go by
    first_value(loan_id) over (
        partition by customer_id, number order by disbursed_on, product, channel, region, partner, loan_id
    ) as relationship_id,
    max(coalesce(end_month, date '9999-12-01')) over (partition by customer_id, number) as last_month
from numbered
