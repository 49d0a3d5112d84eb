-- one row per contract × month in which it opened or closed on the book, or was charged off; sold ones leave when sold
-- An overpaid contract (balance below 0) has nothing outstanding. One that is seen no more at its scheduled end has
-- matured if it was not bad; `vanished`: seen no more before that, without an ending.
with rows as (
    select
        loan_months.loan_id,
        year(month_end) * 12 + month(month_end) - 1 as month_number,
        year(disbursed_on) * 12 + month(disbursed_on) - 1 as start_number,
        -- after its transfer a contract is only serviced
        if(coalesce(transferred_on <= month_end, false), 0, greatest(balance, 0)) as balance,
        greatest(balance, 0) as serviced_balance,
        case
            when '$npl_basis' = 'classification' and classification is not null
                then classification in ('substandard', 'doubtful', 'loss')
            else days_past_due >= $npl_days
        end as bad,
        case
            when days_past_due >= 180 then 180
            when days_past_due >= 90 then 90
            when days_past_due >= 60 then 60
            when days_past_due >= 30 then 30
            when days_past_due >= 1 then 1
            else 0
        end as days,
        '$npl_basis' = 'classification' and classification is null as unclassified,
        if(coalesce(transferred_on <= month_end, false), 0, coalesce(charged_off_amount, 0)) as charged_off,
        coalesce(restructured, false) as restructured
    from loan_months
    join loans using (loan_id)
    where transferred_on is null or transferred_on >= date_trunc('month', month_end)
),
paired as (  -- joined to the month before, twice as fast as a window over each contract
    select
        coalesce(closing.loan_id, opening.loan_id) as loan_id,
        coalesce(closing.month_number, opening.month_number + 1) as month_number,
        coalesce(closing.start_number, opening.start_number) as start_number,
        coalesce(opening.balance, 0) as opening,
        coalesce(closing.balance, 0) as closing,
        closing.serviced_balance,
        closing.bad as bad,
        closing.days as days,
        closing.unclassified,
        closing.restructured,
        coalesce(closing.charged_off, 0) as charged_off,
        opening.bad as was_bad,
        opening.days as was_days,
        closing.loan_id is null as unseen
    from rows as closing
    full join (from rows where balance > 0) as opening
        on opening.loan_id = closing.loan_id and opening.month_number + 1 = closing.month_number
    where coalesce(closing.balance > 0, false) or opening.loan_id is not null or closing.charged_off > 0
),
dated as (
    select
        paired.*,
        make_date(month_number // 12, month_number % 12 + 1, 1) as month,
        make_date((month_number + 1) // 12, (month_number + 1) % 12 + 1, 1) as next_month
    from paired
)
select
    loan_id,
    month,
    cast(month_number - dated.start_number as smallint) as age,
    cast(opening as decimal(18, 2)) as opening,
    cast(closing as decimal(18, 2)) as closing,
    cast(serviced_balance as decimal(18, 2)) as serviced_balance,
    cast(charged_off as decimal(18, 2)) as charged_off,
    -- of a contract that appears in mid-life the past is unknown: it neither turned bad nor was cured
    coalesce(was_bad, bad and closing > 0 and month_number - dated.start_number > 1, false) as was_bad,
    coalesce(bad, false) as bad,
    cast(was_days as smallint) as was_days,
    cast(if(closing > 0, days, null) as smallint) as days,
    closing > 0 and unclassified as unclassified,
    coalesce(restructured, false) as restructured,
    case
        when closing > 0 or opening = 0 then null
        when transferred_on < next_month then 'transferred'
        when closed_on < next_month then coalesce(close_reason, 'closed')
        when charged_off > 0 then 'charged_off'
        when unseen then if(at_its_end and not coalesce(was_bad, false), 'matured', 'missing')
        else 'closed'
    end as ending,
    coalesce(ending = 'missing' and not at_its_end, false) as vanished
from (
    select
        dated.*,
        loans.* exclude (loan_id),
        coalesce(month >= date_trunc('month', disbursed_on + to_months(term_months)), false) as at_its_end
    from dated join loans using (loan_id)
) as dated
where month_number <= (select max(year(month_end) * 12 + month(month_end) - 1) from loan_months)
