-- one row per month opened × contact_channel × handled_by × topic × region; flows
select
    month, contact_channel, handled_by, topic, region,
    count(*) as contacts,
    count(*) filter (where outcome = 'abandoned') as abandoned,
    count(*) filter (where outcome <> '') as ended,
    count(*) filter (where issue) as issues,
    count(*) filter (where issue and repeated) as issues_repeated_7d,
    issues - issues_repeated_7d as issues_once_7d,
    count(*) filter (where followed and handled_by <> 'agent') as bot_7d,
    count(*) filter (where followed and handled_by = 'bot' and outcome <> 'abandoned' and not to_agent)
        as bot_contained_7d,
    count(*) filter (where handled_by <> 'bot') as agent_contacts,
    coalesce(sum(handling_minutes) filter (where handled_by <> 'bot'), 0) as handling_minutes,
    count(*) filter (where is_complaint) as complaints,
    count(*) filter (where is_complaint and (resolved_at is not null or due_on < local_day(as_of)) and due_on is not null)
        as complaints_due,
    count(*) filter (where is_complaint and local_day(resolved_at) <= due_on) as complaints_in_time
from touches
group by all
