-- one row per submitted application: the first application of its chain of resubmissions
with recursive
submitted as (
    select application_id, resubmission_of, submitted_at from applications where submitted_at is not null
),
links as (  -- a link counts only forwards in time, so that a chain always has a beginning
    select child.application_id, child.resubmission_of as parent_id
    from submitted as child
    join submitted as parent on parent.application_id = child.resubmission_of
    where parent.submitted_at < child.submitted_at
),
chains as (
    select parent_id as application_id, parent_id as case_id
    from (select distinct parent_id from links)
    where parent_id not in (select application_id from links)
    union all
    select links.application_id, chains.case_id
    from links join chains on links.parent_id = chains.application_id
)
select submitted.application_id, coalesce(chains.case_id, submitted.application_id) as case_id
from submitted left join chains using (application_id)
