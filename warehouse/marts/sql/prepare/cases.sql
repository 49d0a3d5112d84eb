-- one row per case (an application with all its resubmissions): where it belongs, and how the wait ended
-- Undated: it ended, nobody knows when (an outcome without a moment); it waits no more, and how long it did is null.
with members as (
    select resubmissions.case_id, applications.*, deliveries.as_of
    from resubmissions
    join applications using (application_id)
    join deliveries on deliveries.delivery = applications._delivery
),
cases as (
    select
        case_id,
        min(submitted_at) as submitted_at,
        arg_min(
            {
                'product': product, 'channel': channel, 'region': region,
                'partner': coalesce(partner_id, ''), 'score_band': coalesce(score_band, '')
            },
            submitted_at  -- a chain has one beginning
        ) as first,
        arg_max(
            {
                'decided_at': decided_at, 'outcome': outcome, 'decision_mode': decision_mode,
                'funded_at': funded_at, 'cancelled_at': cancelled_at, 'as_of': as_of
            },
            -- of two at the same moment the one still open, else the one decided last, whatever numbers they go by
            (submitted_at, decided_at, outcome, decision_mode, funded_at, cancelled_at, as_of)
        ) as last
    from members
    group by case_id
)
select
    case_id,
    first.product as product,
    first.channel as channel,
    first.region as region,
    first.partner as partner,
    first.score_band as score_band,
    submitted_at,
    local_month(submitted_at) as month,
    last.as_of as as_of,
    last.decided_at as decided_at,
    -- who applied after the cut-off that the delivery states has not waited yet
    coalesce(last.decided_at, greatest(last.as_of, submitted_at)) as wait_ended_at,
    coalesce(last.outcome, if(last.decided_at is null, 'open', 'decided')) as ending,
    last.decided_at is null and last.outcome is not null as undated,
    coalesce(last.decision_mode, '') as mode,
    last.funded_at as funded_at,
    last.cancelled_at as cancelled_at,
    if(undated, null, minutes_between(submitted_at, wait_ended_at)) as wait_minutes,
    minutes_between(submitted_at, last.as_of) as age_minutes
from cases
