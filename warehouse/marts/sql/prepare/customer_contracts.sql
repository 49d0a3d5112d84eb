-- one row per contract that was not cancelled: the months of its start and end, and how it ended ('open': on book)
with seen as (
    select loan_id, max(month_end) filter (where balance > 0) as last_on_book from loan_months group by loan_id
),
ended as (
    select
        loans.*,
        deliveries.as_of,
        coalesce(
            transferred_on,
            closed_on,
            -- no row at the last month end and no ending: it vanished in the month after its last row
            case
                when date_trunc('month', last_on_book) < (select date_trunc('month', max(month_end)) from loan_months)
                    then last_day(last_on_book) + 1
            end
        ) as ended_on
    from loans
    join deliveries on deliveries.delivery = loans._delivery
    left join seen using (loan_id)
    where close_reason is distinct from 'cancelled'
)
select
    loan_id, customer_id, product, channel, region, coalesce(score_band, '') as score_band,
    coalesce(partner_id, '') as partner, disbursed_on, as_of,
    cast(date_trunc('month', disbursed_on) as date) as start_month,
    cast(date_trunc('month', ended_on) as date) as end_month,
    case
        when ended_on is null then 'open'
        when transferred_on is not null then 'transferred'
        when closed_on is not null and close_reason is not null then close_reason
        when date_trunc('month', ended_on) >= date_trunc('month', disbursed_on + to_months(term_months)) then 'matured'
        else 'vanished'
    end as cause
from ended
