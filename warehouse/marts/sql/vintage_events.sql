-- one row per origination month × age × cell × event (first 30+, 60+, 90+; each ending); cohorts. Only contracts
-- originated since the first month of month ends: the past of older ones is unknown
select
    contracts.start as month,
    contracts.cell_id,
    firsts.age,
    firsts.event,
    cast(count(*) as integer) as contracts,
    cast(sum(loans.principal) as decimal(18, 2)) as principal
from firsts
join contracts using (loan_id)
join loans using (loan_id)
where contracts.start >= (select min(date_trunc('month', month_end)) from loan_months)
group by all
