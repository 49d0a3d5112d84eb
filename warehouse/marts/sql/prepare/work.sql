-- one row per step of work on a case; one that has no end lies with applicant or partner until the decision or the
-- cut-off of its delivery (no time where the decision has no moment); how long the lender's own people and systems
-- worked on it is not known (`timed`)
select
    resubmissions.case_id,
    application_events.activity,
    application_events.resource_id,
    coalesce(application_events.resource_kind, 'human') as resource_kind,
    application_events.queued_at,
    application_events.started_at,
    greatest(
        coalesce(
            application_events.ended_at,
            if(
                resource_kind in ('applicant', 'partner')
                and not (applications.decided_at is null and applications.outcome is not null),
                least(applications.decided_at, deliveries.as_of),
                null
            )
        ),
        application_events.started_at
    ) as ended_at,
    application_events.ended_at is not null as timed
from application_events
join deliveries on deliveries.delivery = application_events._delivery
join resubmissions using (application_id)
join applications using (application_id)
