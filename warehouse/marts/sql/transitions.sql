-- one row per month × product × channel × region × score band × days past due before → after (or the ending); flows
select
    month, product, channel, region, score_band,
    case was_days
        when 0 then 'current' when 1 then '1_29' when 30 then '30_59'
        when 60 then '60_89' when 90 then '90_179' else '180'
    end as from_days,
    coalesce(ending, case days
        when 0 then 'current' when 1 then '1_29' when 30 then '30_59'
        when 60 then '60_89' when 90 then '90_179' else '180'
    end) as to_state,
    cast(count(*) as integer) as contracts,
    cast(sum(opening) as decimal(18, 2)) as opening_balance,
    cast(sum(closing) as decimal(18, 2)) as closing_balance,
    cast(count(*) filter (where worse) as integer) as rolled_contracts,
    cast(coalesce(sum(opening) filter (where worse), 0) as decimal(18, 2)) as rolled_balance
from (select *, coalesce(ending = 'charged_off' or days > was_days, false) as worse from contract_months) as moves
join contracts using (loan_id)
where opening > 0
group by all
