-- one row per entry × months since (0 to 12, as far as month ends go): what had become of its principal by then
with months as (
    select
        overdue_entries.*,
        since,
        cast(month + to_months(cast(since as integer)) as date) as seen_month
    from overdue_entries, range(13) as steps (since)
    where month + to_months(cast(since as integer)) <= (select max(month) from contract_months)
),
cash as (
    select loan_id, cast(date_trunc('month', month_end) as date) as seen_month, sum(recovered_amount) as recovered
    from loan_months join loans using (loan_id)
    where recovered_amount > 0 and loan_id in (select loan_id from overdue_entries)
        -- what a sold contract brings in later is the buyer's
        and (transferred_on is null or transferred_on >= date_trunc('month', month_end))
    group by all
),
followed as (
    select
        months.*,
        coalesce(closing, 0) as balance,
        if(since = 0, 0, coalesce(charged_off, 0)) as charged_off,
        -- a contract that vanished has paid nothing that anybody saw
        if(since > 0 and ending in ('transferred', 'missing'), opening, 0) as transferred,
        if(since = 0, 0, coalesce(recovered, 0)) as recovered,
        coalesce(days = 0 and not restructured, false)
        or coalesce(ending in ('matured', 'early_settled', 'refinanced_away', 'closed'), false) as up_to_date,
        ending is not null as ended
    from months
    left join contract_months
        on contract_months.loan_id = months.loan_id and contract_months.month = months.seen_month
    left join cash on cash.loan_id = months.loan_id and cash.seen_month = months.seen_month
)
select
    loan_id, month, threshold, since, principal, balance,
    sum(charged_off) over so_far as charged_off,
    sum(transferred) over so_far as transferred,
    sum(recovered) over so_far as recovered,
    -- paid in full, it stays up to date
    up_to_date or coalesce(bool_or(ended and up_to_date) over so_far, false) as up_to_date
from followed
window so_far as (partition by loan_id, threshold, month order by since)
