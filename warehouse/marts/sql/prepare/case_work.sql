-- one row per case with work: time and steps of the lender's own people and systems; the times are right where all of
-- these steps have an end (`timed`)
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
hands as (  -- of two who begin and end alike nobody knows who was first: one hand-over, and either may be the next one's
    select
        case_id, started_at, ended_at,
        min(resource_id) < max(resource_id) as several,
        if(several and count(*) > 2, null, min(resource_id)) as one,
        max(resource_id) as other
    from work
    where resource_kind = 'human'
    group by case_id, started_at, ended_at
),
changes as (
    select case_id, several, one, other, lag(one) over in_turn as one_before, lag(other) over in_turn as other_before
    from hands
    window in_turn as (partition by case_id order by started_at, ended_at)
),
totals as (
    select
        case_id,
        -- summed as whole numbers, which come out the same in any order
        sum(epoch_us(ended_at) - epoch_us(started_at)) filter (where resource_kind = 'human') / 6e7 as touch_minutes,
        sum(greatest(epoch_us(ended_at) - epoch_us(greatest(started_at, busy_until)), 0)) / 6e7 as busy_minutes,
        minutes_between(min(started_at), max(ended_at)) as elapsed_minutes,
        count(*) filter (where resource_kind = 'human') as steps,
        count(*) - count(distinct activity) as rework,
        bool_and(timed) as timed
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
    coalesce(handoffs, 0) as handoffs,
    timed
from totals
left join (
    select
        case_id,
        count(*) filter (where several) + count(*) filter (
            where one not in (one_before, other_before) and other not in (one_before, other_before)
        ) as handoffs
    from changes
    group by case_id
) as handed using (case_id)
