-- one row per month end × cell; flows of money in the month, and the contracts (a stock) and balances they come from
with held as (
    select
        month, cell_id,
        count(*) filter (where closing > 0) as contracts,
        count(*) filter (where charged_off > 0) as charged_off_contracts,
        sum((opening + closing) * 0.5) as average_balance
    from contract_months
    join contracts using (loan_id)
    group by month, cell_id
),
money as (
    select
        cast(date_trunc('month', month_end) as date) as month, cell_id,
        sum(interest_income) as interest,
        sum(fee_income) as fee,
        sum(funding_cost) as funding,
        sum(servicing_cost) as servicing,
        sum(if(coalesce(transferred_on <= month_end, false), 0, charged_off_amount)) as charged_off,
        sum(recovered_amount) as recovered,
        sum(if(coalesce(transferred_on <= month_end, false), 0, coalesce(charged_off_amount, 0)))
        - coalesce(sum(recovered_amount), 0) as net_loss
    from loan_months
    join (select loan_id, transferred_on from loans) as loans using (loan_id)
    join contracts using (loan_id)
    where transferred_on is null or transferred_on >= date_trunc('month', month_end)
    group by 1, cell_id
)
select
    month, cell_id,
    -- sums of decimals are 128 bits wide, twice what a cell needs
    cast(coalesce(contracts, 0) as integer) as contracts,
    cast(coalesce(charged_off_contracts, 0) as integer) as charged_off_contracts,
    cast(coalesce(average_balance, 0) as decimal(18, 3)) as average_balance,
    cast(coalesce(interest, 0) as decimal(18, 2)) as interest,
    cast(coalesce(fee, 0) as decimal(18, 2)) as fee,
    cast(coalesce(funding, 0) as decimal(18, 2)) as funding,
    cast(coalesce(servicing, 0) as decimal(18, 2)) as servicing,
    cast(coalesce(charged_off, 0) as decimal(18, 2)) as charged_off,
    cast(coalesce(recovered, 0) as decimal(18, 2)) as recovered,
    cast(coalesce(net_loss, 0) as decimal(18, 2)) as net_loss
from held
full join money using (month, cell_id)
