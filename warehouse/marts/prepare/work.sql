-- one row per step of work on a case; a step under way ends at the cut-off of its delivery
select
    resubmissions.case_id,
    application_events.activity,
    application_events.resource_id,
    coalesce(application_events.resource_kind, 'human') as resource_kind,
    application_events.queued_at,
    application_events.started_at,
    greatest(coalesce(application_events.ended_at, deliveries.as_of), application_events.started_at) as ended_at
from application_events
join deliveries on deliveries.delivery = application_events._delivery
join resubmissions using (application_id)
