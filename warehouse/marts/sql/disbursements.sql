-- one row per month of disbursement × cell; flows. Of contracts older than the first month end only the survivors
-- are known, so these are left out. What a nullable column gives is summed over the rows that have it.
select
    contracts.start as month,
    contracts.cell_id,
    cast(count(*) as integer) as contracts,
    cast(sum(principal) as decimal(18, 2)) as principal,
    cast(count(*) filter (where contracts.product = 'nev') as integer) as nev_contracts,
    cast(coalesce(sum(principal) filter (where contracts.product = 'nev'), 0) as decimal(18, 2)) as nev_principal,
    cast(count(*) filter (where contracts.product = 'used') as integer) as used_contracts,
    cast(coalesce(sum(principal) filter (where contracts.product = 'used'), 0) as decimal(18, 2)) as used_principal,
    cast(count(*) filter (where contracts.channel in ('app', 'web')) as integer) as direct_contracts,
    cast(coalesce(sum(principal) filter (where contracts.channel in ('app', 'web')), 0) as decimal(18, 2))
        as direct_principal,
    cast(count(fully_online) as integer) as known_contracts,
    cast(coalesce(sum(principal) filter (where fully_online is not null), 0) as decimal(18, 2)) as known_principal,
    cast(count(*) filter (where fully_online) as integer) as online_contracts,
    cast(coalesce(sum(principal) filter (where fully_online), 0) as decimal(18, 2)) as online_principal
from loans
join contracts using (loan_id)
left join (select application_id, fully_online from applications) as applications using (application_id)
where coalesce(contracts.start >= (select min(date_trunc('month', month_end)) from loan_months), true)
group by contracts.start, contracts.cell_id
