-- one row per case with work: time and steps of the lender's own people and systems
with steps as (
    select
        *,
        max(ended_at) over (
            partition by case_id order by started_at, ended_at
            rows between unbounded preceding and 1 preceding
        ) as busy_until
    from work
    where resource_kind in ('human', 'system')
),
hands as (
    select
        case_id, resource_id,
        lag(resource_id) over (partition by case_id order by started_at, ended_at, resource_id) as before
    from work
    where resource_kind = 'human'
),
totals as (
    select
        case_id,
        sum(minutes_between(started_at, ended_at)) filter (where resource_kind = 'human') as touch_minutes,
        sum(greatest(minutes_between(greatest(started_at, busy_until), ended_at), 0)) as busy_minutes,
        minutes_between(min(started_at), max(ended_at)) as elapsed_minutes,
        count(*) filter (where resource_kind = 'human') as steps,
        count(*) - count(distinct activity) as rework
    from steps
    group by case_id
)
select
    totals.case_id,
    coalesce(touch_minutes, 0) as touch_minutes,
    elapsed_minutes,
    greatest(elapsed_minutes - busy_minutes, 0) as waiting_minutes,
    steps,
    rework,
    coalesce(handoffs, 0) as handoffs
from totals
left join (
    select case_id, count(*) filter (where before <> resource_id) as handoffs from hands group by case_id
) as handed using (case_id)
