-- one row per origination month × cell; cohorts. What a nullable column gives is summed over the rows that have it
select
    contracts.start as month,
    contracts.cell_id,
    cast(count(*) as integer) as contracts,
    cast(sum(principal) as decimal(18, 2)) as principal,
    cast(count(vehicle_value) as integer) as ltv_contracts,
    cast(coalesce(sum(if(vehicle_value is null, 0, principal)), 0) as decimal(18, 2)) as ltv_principal,
    cast(coalesce(sum(vehicle_value), 0) as decimal(18, 2)) as ltv_value,
    cast(count(*) filter (where old) as integer) as fpd_due,
    cast(count(*) filter (where old and coalesce(first_paid_on > first_due_on + 30, true)) as integer) as fpd_bad,
    -- of contracts seen from their first month on: who was ever so late by 12 months on book
    cast(count(*) filter (where followed) as integer) as followed,
    cast(count(late.loan_id) filter (where followed and late.at_30 <= 12) as integer) as ever_30_12m,
    cast(count(late.loan_id) filter (where followed and late.at_90 <= 12) as integer) as ever_90_12m
from (
    select
        loans.*,
        -- cancelled before anything was due, it never had a first payment to miss
        first_due_on + 30 <= local_day(deliveries.as_of)
        and not (closed_on is not null and closed_on < first_due_on) as old,
        disbursed_on >= (select min(date_trunc('month', month_end)) from loan_months) as followed
    from loans
    join deliveries on deliveries.delivery = loans._delivery
) as loans
join contracts using (loan_id)
left join (
    select
        loan_id,
        min(age) filter (where event = 'first_30') as at_30,
        min(age) filter (where event = 'first_90') as at_90
    from firsts
    group by loan_id
) as late using (loan_id)
group by contracts.start, contracts.cell_id
