-- one row per relationship: from which month its tenure counts, its start, its last month, how it ended, its first cell
with seen as (
    select cast(date_trunc('month', min(month_end)) as date) as first_month from loan_months
),
spells as (
    select
        relationship_id, customer_id, number, last_month,
        min(start_month) as start_month,
        max(as_of) as as_of,
        -- contracts that end in the same month: leaving early counts first
        min(list_position(
            ['early_settled', 'refinanced_away', 'matured', 'charged_off', 'total_loss', 'transferred', 'vanished'], cause
        )) filter (where end_month = last_month) as ending
    from contract_relationships
    group by all
)
select
    spells.relationship_id,
    -- the customer's older contracts cannot be seen where the first one loaded is as old as the book
    case
        when number = 1 and customers.joined_on < spells.start_month
            and (first_month is null or spells.start_month <= first_month + to_months($churn_return_months))
            then cast(date_trunc('month', customers.joined_on) as date)
        else spells.start_month
    end as origin_month,
    spells.start_month,
    last_month,
    coalesce(first_month, spells.start_month) as seen_from,
    -- a month in progress counts up to the moment it was seen
    local_month(spells.as_of - interval 1 microsecond) as seen_until,
    spells.as_of,
    case
        when ending <= 2 then 'left_early'
        when ending = 3 then 'matured'
        when ending = 4 then 'credit_loss'
        when ending = 5 then 'total_loss'
        when ending >= 6 then 'censored'
        else 'open'
    end as ending,
    first.product, first.channel, first.region, first.partner,
    coalesce(customers.segment, '') as segment,
    -- what winning the customer cost belongs to the first relationship ever
    case
        when customers.joined_on is null or date_trunc('month', customers.joined_on) = spells.start_month
            then customers.acquisition_cost
    end as acquisition_cost
from spells
join customer_contracts as first on first.loan_id = spells.relationship_id
left join customers on customers.customer_id = spells.customer_id
cross join seen
