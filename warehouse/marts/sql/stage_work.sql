-- one row per submission month × product × channel × region × stage; flows. Stages never sum to cases
select
    cases.month, cases.product, cases.channel, cases.region,
    work.activity as stage,
    work.resource_kind,
    count(*) as visits,
    count(distinct work.case_id) as cases,
    count(work.queued_at) as queued_visits,
    coalesce(sum(cast(greatest(minutes_between(queued_at, started_at), 0) as decimal(18, 6))), 0) as queue_minutes,
    coalesce(
        sum(cast(minutes_between(started_at, work.ended_at) as decimal(18, 6))) filter (where case_work.timed), 0
    ) as touch_minutes
from work
join cases using (case_id)
left join case_work using (case_id)
group by all
