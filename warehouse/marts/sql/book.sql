-- one row per month end × cell; stocks at the month end and the opening ones, flows of bad balances in the month
with stock as (
    select
        month, cell_id,
        count(*) filter (where closing > 0) as contracts,
        sum(closing) as balance,
        count(*) filter (where bad and closing > 0) as npl_contracts,
        coalesce(sum(closing) filter (where bad), 0) as npl_balance,
        count(*) filter (where days = 0) as contracts_current,
        coalesce(sum(closing) filter (where days = 0), 0) as balance_current,
        count(*) filter (where days = 1) as contracts_1_29,
        coalesce(sum(closing) filter (where days = 1), 0) as balance_1_29,
        count(*) filter (where days = 30) as contracts_30_59,
        coalesce(sum(closing) filter (where days = 30), 0) as balance_30_59,
        count(*) filter (where days = 60) as contracts_60_89,
        coalesce(sum(closing) filter (where days = 60), 0) as balance_60_89,
        count(*) filter (where days = 90) as contracts_90_179,
        coalesce(sum(closing) filter (where days = 90), 0) as balance_90_179,
        count(*) filter (where days = 180) as contracts_180,
        coalesce(sum(closing) filter (where days = 180), 0) as balance_180,
        coalesce(sum(closing) filter (where unclassified), 0) as unclassified_balance,
        sum(cast(cast(closing as double) * npl.value as decimal(18, 6))) as expected_npl_balance,
        count(*) filter (where opening > 0 and not was_bad) as opening_performing_contracts,
        coalesce(sum(opening) filter (where not was_bad), 0) as opening_performing,
        coalesce(sum(cast(cast(opening as double) * formation.value as decimal(18, 6)))
            filter (where not was_bad), 0) as expected_formed,
        coalesce(sum(cast(formation.value as decimal(18, 12)))
            filter (where opening > 0 and not was_bad), 0) as expected_formed_contracts
    from contract_months
    join contracts using (loan_id)
    join age_reference as npl on npl.age = contract_months.age and npl.rate = 'npl'
    join age_reference as formation on formation.age = contract_months.age and formation.rate = 'formation'
    group by month, cell_id
),
flows as (
    select
        month, cell_id,
        sum(formed) as formed,
        sum(formed_contracts) as formed_contracts,
        sum(cured) as cured,
        sum(cured_contracts) as cured_contracts,
        sum(repaid_bad) as repaid_bad,
        sum(charged_off_bad) as charged_off_bad,
        sum(transferred_bad) as transferred_bad,
        sum(missing_bad) as missing_bad
    from bad_flows
    join contracts using (loan_id)
    group by month, cell_id
)
select
    month, cell_id,
    -- sums of decimals are 128 bits wide, twice what a cell needs
    cast(coalesce(contracts, 0) as integer) as contracts,
    cast(coalesce(balance, 0) as decimal(18, 2)) as balance,
    cast(coalesce(npl_contracts, 0) as integer) as npl_contracts,
    cast(coalesce(npl_balance, 0) as decimal(18, 2)) as npl_balance,
    cast(coalesce(contracts_current, 0) as integer) as contracts_current,
    cast(coalesce(balance_current, 0) as decimal(18, 2)) as balance_current,
    cast(coalesce(contracts_1_29, 0) as integer) as contracts_1_29,
    cast(coalesce(balance_1_29, 0) as decimal(18, 2)) as balance_1_29,
    cast(coalesce(contracts_30_59, 0) as integer) as contracts_30_59,
    cast(coalesce(balance_30_59, 0) as decimal(18, 2)) as balance_30_59,
    cast(coalesce(contracts_60_89, 0) as integer) as contracts_60_89,
    cast(coalesce(balance_60_89, 0) as decimal(18, 2)) as balance_60_89,
    cast(coalesce(contracts_90_179, 0) as integer) as contracts_90_179,
    cast(coalesce(balance_90_179, 0) as decimal(18, 2)) as balance_90_179,
    cast(coalesce(contracts_180, 0) as integer) as contracts_180,
    cast(coalesce(balance_180, 0) as decimal(18, 2)) as balance_180,
    cast(coalesce(unclassified_balance, 0) as decimal(18, 2)) as unclassified_balance,
    cast(coalesce(expected_npl_balance, 0) as decimal(18, 6)) as expected_npl_balance,
    cast(coalesce(opening_performing_contracts, 0) as integer) as opening_performing_contracts,
    cast(coalesce(opening_performing, 0) as decimal(18, 2)) as opening_performing,
    cast(coalesce(expected_formed, 0) as decimal(18, 6)) as expected_formed,
    cast(coalesce(expected_formed_contracts, 0) as decimal(18, 6)) as expected_formed_contracts,
    cast(coalesce(formed, 0) as decimal(18, 2)) as formed,
    cast(coalesce(formed_contracts, 0) as integer) as formed_contracts,
    cast(coalesce(cured, 0) as decimal(18, 2)) as cured,
    cast(coalesce(cured_contracts, 0) as integer) as cured_contracts,
    cast(coalesce(repaid_bad, 0) as decimal(18, 2)) as repaid_bad,
    cast(coalesce(charged_off_bad, 0) as decimal(18, 2)) as charged_off_bad,
    cast(coalesce(transferred_bad, 0) as decimal(18, 2)) as transferred_bad,
    cast(coalesce(missing_bad, 0) as decimal(18, 2)) as missing_bad
from stock
full join flows using (month, cell_id)
