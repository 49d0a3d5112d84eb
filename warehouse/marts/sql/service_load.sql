-- one row per month × region: contacts opened in it (flows), contracts with a balance at its end (stock)
with on_book as (
    select
        cast(date_trunc('month', loan_months.month_end) as date) as month,
        loans.region,
        count(*) as contracts
    from loan_months join loans using (loan_id)
    where loan_months.balance > 0 and (loans.transferred_on is null or loans.transferred_on > loan_months.month_end)
    group by all
),
opened as (
    select
        month, region,
        count(*) filter (where is_complaint) as complaints,
        count(*) filter (where handled_by <> 'bot') as agent_contacts,
        coalesce(sum(handling_minutes) filter (where handled_by <> 'bot'), 0) as handling_minutes
    from touches
    group by all
)
select
    month, region,
    coalesce(complaints, 0) as complaints,
    coalesce(agent_contacts, 0) as agent_contacts,
    coalesce(handling_minutes, 0) as handling_minutes,
    coalesce(contracts, 0) as contracts
from opened full join on_book using (month, region)
-- Months seen from one side only would make a rate of nothing, or of nobody.
where month in (select month from on_book) and month in (select month from opened)
