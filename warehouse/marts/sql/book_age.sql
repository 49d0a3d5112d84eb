-- one row per month end × origination month × region × product; stocks and flows as in book
select
    month, start, region, product,
    cast(count(*) filter (where closing > 0) as integer) as contracts,
    cast(sum(closing) as decimal(18, 2)) as balance,
    cast(count(*) filter (where bad and closing > 0) as integer) as npl_contracts,
    cast(coalesce(sum(closing) filter (where bad), 0) as decimal(18, 2)) as npl_balance,
    cast(count(*) filter (where opening > 0 and not was_bad) as integer) as opening_performing_contracts,
    cast(coalesce(sum(opening) filter (where not was_bad), 0) as decimal(18, 2)) as opening_performing,
    cast(coalesce(sum(formed), 0) as decimal(18, 2)) as formed,
    cast(coalesce(sum(formed_contracts), 0) as integer) as formed_contracts,
    cast(coalesce(sum(charged_off_bad), 0) as decimal(18, 2)) as charged_off_bad
from contract_months
join contracts using (loan_id)
left join bad_flows using (loan_id, month)
group by all
