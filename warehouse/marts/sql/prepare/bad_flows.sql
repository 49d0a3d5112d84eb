-- one row per contract × month that was, is or leaves as bad: what became of the bad balance (statistics §4)
with amounts as (
    select
        *,
        case
            when ending is distinct from 'transferred' then 0
            when was_bad then opening
            when bad then if(serviced_balance > 0, serviced_balance, opening)
            else 0
        end as transferred_bad,
        if(ending = 'missing' and was_bad, opening, 0)
        - if(was_bad and opening = 0, closing, 0) as missing_bad,
        bad and not was_bad and closing > 0 as turned_bad,
        was_bad and opening > 0 and not bad and closing > 0 as turned_good
    from contract_months
    where was_bad or bad or charged_off > 0
),
flows as (
    select
        *,
        -- what is charged off or sold as bad straight from performing turned bad and left in the same month
        if(turned_bad, closing, 0) + if(was_bad, 0, charged_off + transferred_bad) as formed,
        if(turned_good, opening - charged_off, 0) as cured,
        if(bad, closing, 0) - if(was_bad, opening, 0) as moved
    from amounts
)
select
    loan_id, month, age,
    formed,
    cast(formed > 0 as integer) as formed_contracts,
    cured,
    cast(turned_good as integer) as cured_contracts,
    formed - cured - charged_off - transferred_bad - missing_bad - moved as repaid_bad,
    charged_off as charged_off_bad,
    cast(charged_off > 0 as integer) as charged_off_contracts,
    transferred_bad,
    missing_bad
from flows
