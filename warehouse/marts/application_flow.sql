-- one row per event month × cell × kind × mode; flows. Every application counts, resubmissions too
with marks as (
    select *, submitted_at as marked_at, 'submitted' as mark, '' as by_mode from applications
    union all
    select *, decided_at, coalesce(outcome, 'decided'), coalesce(decision_mode, '') from applications
    union all
    select *, funded_at, 'funded', coalesce(decision_mode, '') from applications
)
select
    local_month(marks.marked_at) as month,
    cells.cell_id,
    mark as kind,
    by_mode as mode,
    count(*) as n,
    coalesce(sum(requested_amount), 0) as amount
from marks
join cells
    on cells.product = marks.product and cells.channel = marks.channel and cells.region = marks.region
    and cells.partner = coalesce(marks.partner_id, '') and cells.score_band = coalesce(marks.score_band, '')
where marks.marked_at is not null and marks.submitted_at is not null
group by all
