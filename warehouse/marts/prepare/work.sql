-- one row per step of work on a case; a step without an end lasts until the decision, or its delivery's
-- cut-off; where a decision has no moment, nobody knows how long, and it lasts no time
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
                applications.decided_at is null and applications.outcome is not null,
                application_events.started_at,
                least(applications.decided_at, deliveries.as_of)
            )
        ),
        application_events.started_at
    ) as ended_at
from application_events
join deliveries on deliveries.delivery = application_events._delivery
join resubmissions using (application_id)
join applications using (application_id)
