-- one row per month × tenure × product × channel × region × segment; stocks at_risk, exposed, flows. Tenure 120 holds the longer ones
select
    relationship_months.* exclude (cut_off),
    cast(exposed * rate as decimal(38, 12)) as expected_leavers
from relationship_months
join (select tenure, rate from tenure_reference where kind = 'relationship') as reference using (tenure)
