-- one row per day from the first submission to the last cut-off: its working hours, and the working minutes before it
select
    day,
    if(works, $opens, 0) as opens,
    if(works, $closes, 0) as closes,
    coalesce(sum(if(works, $closes - $opens, 0)) over (
        order by day rows between unbounded preceding and 1 preceding), 0) as minutes_before
from (
    select
        day,
        list_contains($extra_workdays, cast(day as varchar))
        or (list_contains($weekdays, isodow(day)) and not list_contains($holidays, cast(day as varchar))) as works
    from (
        select cast(unnest(generate_series(
            local_day(min(submitted_at)), local_day(max(wait_ended_at)), interval 1 day)) as date) as day
        from cases
    )
)
