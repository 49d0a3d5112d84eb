-- one row per submission month × cell; flows over the cases that have work, still open ones too
select
    cases.month,
    cells.cell_id,
    count(*) as cases,
    count(*) filter (where cases.ending = 'open') as open_cases,
    count(*) filter (where timed) as timed_cases,
    coalesce(sum(cast(touch_minutes as decimal(18, 6))) filter (where timed), 0) as touch_minutes,
    coalesce(sum(cast(waiting_minutes as decimal(18, 6))) filter (where timed), 0) as waiting_minutes,
    coalesce(sum(cast(elapsed_minutes as decimal(18, 6))) filter (where timed), 0) as elapsed_minutes,
    sum(steps) as steps,
    sum(handoffs) as handoffs,
    sum(rework) as rework
from case_work
join cases using (case_id)
join cells using (product, channel, region, partner, score_band)
group by cases.month, cells.cell_id
