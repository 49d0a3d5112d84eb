-- one row per contract seen from its first month on × event: the age at which it was first so late, or ended
with seen as (
    select loan_id, age, days, ending
    from contract_months
    where days >= 30 or ending is not null
)
select loan_id, 'first_30' as event, min(age) as age from seen where days >= 30 group by loan_id
union all
select loan_id, 'first_60', min(age) from seen where days >= 60 group by loan_id
union all
select loan_id, 'first_90', min(age) from seen where days >= 90 group by loan_id
union all
select loan_id, ending, age from seen where ending is not null
