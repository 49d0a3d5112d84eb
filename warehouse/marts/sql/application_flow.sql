-- one row per event month × cell; flows. Every application counts, resubmissions too
with marks as (
    select *, submitted_at as marked_at, 'submitted' as mark from applications
    union all
    select *, decided_at, coalesce(outcome, 'decided') from applications
    union all
    select *, funded_at, 'funded' from applications
)
select
    local_month(marks.marked_at) as month,
    cells.cell_id,
    count(*) filter (where mark = 'submitted') as submitted,
    count(*) filter (where mark = 'approved') as approved,
    count(*) filter (where mark = 'declined') as declined,
    count(*) filter (where mark = 'decided') as decided_unknown,
    count(*) filter (where mark = 'withdrawn') as withdrawn,
    count(*) filter (where mark = 'expired') as expired,
    count(*) filter (where mark = 'funded') as funded,
    coalesce(sum(requested_amount) filter (where mark = 'submitted'), 0) as requested_amount,
    coalesce(sum(requested_amount) filter (where mark = 'funded'), 0) as funded_amount
from marks
join cells
    on cells.product = marks.product and cells.channel = marks.channel and cells.region = marks.region
    and cells.partner = coalesce(marks.partner_id, '') and cells.score_band = coalesce(marks.score_band, '')
where marks.marked_at is not null and marks.submitted_at is not null
group by all
