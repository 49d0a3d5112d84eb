-- one row per calendar × month of incidents and of checks: latest cut-off among its rows, UTC
-- From the first incident on a month without any is a quiet one, and not one that was never delivered.
select 'incident' as calendar, month, coalesce(own.cut_off, span.cut_off) as cut_off, coalesce(rows, 0) as rows
from (
    select cast(unnest(generate_series(first, last, interval 1 month)) as date) as month, cut_off
    from (
        select
            local_month(min(started_at)) as first, local_month(max(as_of) - interval 1 microsecond) as last,
            max(as_of) as cut_off
        from incidents join deliveries on deliveries.delivery = incidents._delivery
    )
) as span
left join (
    select local_month(started_at) as month, max(as_of) as cut_off, count(*) as rows
    from incidents join deliveries on deliveries.delivery = incidents._delivery group by all
) as own using (month)
union all
select 'check', local_month(started_at), max(as_of), count(*)
from compliance_checks join deliveries on deliveries.delivery = compliance_checks._delivery group by all
