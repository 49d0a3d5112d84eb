-- one row per contact: its waits in minutes, and the issue (same customer, same topic, gaps up to 7 days) it belongs to
with dated as (
    select
        service_contacts.*,
        deliveries.as_of,
        -- which of two at the same moment comes first: their content decides, not the numbers they go by
        hash(
            channel, handled_by, region, outcome, is_complaint, handling_minutes, first_response_at, resolved_at, due_on,
            deliveries.as_of
        ) as content
    from service_contacts join deliveries on deliveries.delivery = service_contacts._delivery
),
placed as (
    select *, lag(opened_at) over (partition by customer_id, topic order by opened_at, content) as contact_before
    from dated
),
numbered as (
    select
        *,
        customer_id is not null and topic is not null as linked,
        contact_before is null or minutes_between(contact_before, opened_at) > 10080 as opens_issue
    from placed
),
traced as (
    select
        *,
        lead(opened_at) over same_topic as contact_after,
        min(if(handled_by <> 'bot', opened_at, null)) over (
            partition by customer_id, topic order by opened_at, content
            rows between 1 following and unbounded following
        ) as agent_after
    from numbered
    window same_topic as (partition by customer_id, topic order by opened_at, content)
)
select
    contact_id,
    local_month(opened_at) as month,
    channel as contact_channel,
    handled_by,
    coalesce(topic, '') as topic,
    coalesce(region, '') as region,
    coalesce(outcome, '') as outcome,
    coalesce(is_complaint, false) as is_complaint,
    coalesce(handling_minutes, 0) as handling_minutes,
    resolved_at,
    due_on,
    as_of,
    -- When somebody gives up is not recorded: who does is not counted among the waiting.
    case
        when first_response_at is not null then 'responded' when outcome = 'abandoned' then 'abandoned' else 'open'
    end as response,
    case
        when first_response_at is not null then minutes_between(opened_at, first_response_at)
        when outcome = 'abandoned' then 0
        else minutes_between(opened_at, as_of)
    end as response_minutes,
    case
        when outcome = 'abandoned' then 'abandoned'
        when resolved_at is not null and outcome is distinct from 'unsolved' then 'resolved'
        else 'open'
    end as resolution,
    case
        when outcome = 'abandoned' then 0
        when resolved_at is not null and outcome is distinct from 'unsolved' then minutes_between(opened_at, resolved_at)
        else minutes_between(opened_at, as_of)
    end as resolution_minutes,
    linked and minutes_between(opened_at, as_of) >= 10080 as followed,
    followed and opens_issue as issue,
    contact_after is not null and minutes_between(opened_at, contact_after) <= 10080 as repeated,
    agent_after is not null and minutes_between(opened_at, agent_after) <= 10080 as to_agent
from traced
