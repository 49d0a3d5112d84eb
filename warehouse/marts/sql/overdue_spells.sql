-- one row per entry month × days past due at entry × months since × product × region × partner; cohorts, up to then
with cured as (  -- back within 3 months and up to date for 3 more
    select
        loan_id, month, threshold,
        bool_and(up_to_date) filter (where since between 1 and 4)
        or bool_and(up_to_date) filter (where since between 2 and 5)
        or bool_and(up_to_date) filter (where since between 3 and 6) as kept
    from overdue_paths
    group by all
    having max(since) >= 6
)
select
    overdue_paths.month, product, region, partner,
    overdue_paths.threshold, overdue_paths.since,
    cast(count(*) as integer) as contracts,
    cast(sum(principal) as decimal(18, 2)) as principal,
    cast(sum(principal - balance - charged_off - transferred) as decimal(18, 2)) as principal_paid,
    cast(sum(recovered) as decimal(18, 2)) as recovered,
    cast(sum(charged_off) as decimal(18, 2)) as charged_off,
    cast(sum(transferred) as decimal(18, 2)) as transferred,
    cast(count(*) filter (where kept and since >= 6) as integer) as cured_and_kept
from overdue_paths
join contracts using (loan_id)
left join cured using (loan_id, month, threshold)
group by all
