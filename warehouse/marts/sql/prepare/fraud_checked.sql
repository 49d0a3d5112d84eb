-- one row per submitted application: whether and when fraud was confirmed, both tables seen up to `as_of`
select
    applications.submitted_at,
    applications.funded_at,
    found.confirmed_at,
    applications.product,
    applications.channel,
    applications.region,
    coalesce(applications.partner_id, '') as partner,
    coalesce(applications.score_band, '') as score_band,
    least(deliveries.as_of, (select max(as_of) from fraud)) as as_of
from applications
join deliveries on deliveries.delivery = applications._delivery
left join (
    select application_id, min(confirmed_at) as confirmed_at from fraud group by application_id
) as found using (application_id)
where applications.submitted_at is not null and (select count(*) from fraud) > 0
