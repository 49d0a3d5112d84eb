-- one row per fraud case: the application it belongs to (its own, or its contract's), and its first confirmation
select
    fraud_cases.case_id,
    coalesce(fraud_cases.application_id, loans.application_id) as application_id,
    fraud_cases.confirmed_at,
    coalesce(applications.product, loans.product) as product,
    coalesce(applications.channel, loans.channel) as channel,
    coalesce(applications.region, loans.region) as region,
    coalesce(if(applications.application_id is null, loans.partner_id, applications.partner_id), '') as partner,
    coalesce(if(applications.application_id is null, loans.score_band, applications.score_band), '') as score_band,
    deliveries.as_of
from fraud_cases
join deliveries on deliveries.delivery = fraud_cases._delivery
left join loans on loans.loan_id = fraud_cases.loan_id
left join applications on applications.application_id = coalesce(fraud_cases.application_id, loans.application_id)
