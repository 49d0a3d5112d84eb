-- one row per month × contract age × product × channel × region × score band: contracts on book a month earlier, settled early
with seen as (
    select cast(date_trunc('month', min(month_end)) as date) as first_month from loan_months
),
groups as (
    select
        product, channel, region, score_band, start_month, coalesce(end_month, date '9999-12-01') as end_month, cause,
        greatest(start_month + interval 1 month, coalesce(first_month, start_month)) as held_from,
        local_month(as_of - interval 1 microsecond) as seen_until,
        max(as_of) as as_of,
        count(*) as n
    from customer_contracts cross join seen
    group by all
),
months as (
    select
        cast(unnest(generate_series(held_from, least(end_month, seen_until), interval 1 month)) as date) as month,
        * exclude (held_from, seen_until)
    from groups
)
select
    month,
    cast(datediff('month', start_month, month) as integer) as age,
    product, channel, region, score_band,
    max(as_of) as cut_off,
    sum(n)::bigint as on_book,
    coalesce(sum(n) filter (where month = end_month and cause in ('early_settled', 'refinanced_away')), 0)::bigint
        as settled_early
from months
group by all
