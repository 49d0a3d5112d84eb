-- one row per case: its wait in minutes on the business and the lender clock, null where it is not known
with submissions as (
    select
        case_id, application_id,
        lag(decided_at) over (partition by case_id order by submitted_at, decided_at) as answered_at,
        submitted_at as resubmitted_at
    from resubmissions join applications using (application_id)
),
pauses as (  -- time in the hands of the applicant or a partner, within the wait
    select case_id, answered_at as from_at, resubmitted_at as to_at from submissions where answered_at is not null
    union all
    select
        case_id,
        greatest(work.started_at, cases.submitted_at) as from_at,
        least(work.ended_at, cases.wait_ended_at) as to_at
    from work join cases using (case_id)
    where work.resource_kind in ('applicant', 'partner')
),
covered as (
    select
        case_id, from_at, to_at,
        max(to_at) over (
            partition by case_id order by from_at, to_at
            rows between unbounded preceding and 1 preceding
        ) as covered_until
    from pauses
    where to_at > from_at
),
paused as (
    select case_id, sum(greatest(epoch_us(to_at) - epoch_us(greatest(from_at, covered_until)), 0)) / 6e7 as paused_minutes
    from covered
    group by case_id
)
select
    cases.case_id,
    cases.wait_minutes - coalesce(paused.paused_minutes, 0) as lender_minutes,
    if(
        cases.undated, null,
        working_minutes_at(last_day.minutes_before, last_day.opens, last_day.closes, local_time(cases.wait_ended_at))
        - working_minutes_at(
            first_day.minutes_before, first_day.opens, first_day.closes, local_time(cases.submitted_at)
        )
    ) as business_minutes
from cases
join working_days as first_day on first_day.day = local_day(cases.submitted_at)
join working_days as last_day on last_day.day = local_day(cases.wait_ended_at)
left join paused using (case_id)
