-- one row per submission month × cell; flows over the cases that have work, still open ones too
select
    cases.month,
    cells.cell_id,
    count(*) as cases,
    count(*) filter (where cases.ending = 'open') as open_cases,
    sum(cast(touch_minutes as decimal(18, 6))) as touch_minutes,
    sum(cast(waiting_minutes as decimal(18, 6))) as waiting_minutes,
    sum(cast(elapsed_minutes as decimal(18, 6))) as elapsed_minutes,
    sum(steps) as steps,
    sum(handoffs) as handoffs,
    sum(rework) as rework
from case_work
join cases using (case_id)
join cells using (product, channel, region, partner, score_band)
group by cases.month, cells.cell_id
