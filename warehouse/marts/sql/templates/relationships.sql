-- one row per month × $row; stocks at_risk, exposed, flows. Tenure 120 holds the longer ones
select
    month, $row,
    -- for each measure
    sum($measure) as $measure,
    -- end
from (
    select
        relationship_months.*,
        cast(exposed * rate as decimal(38, 12)) as expected_leavers
    from relationship_months
    join (select tenure, rate from tenure_reference where kind = 'relationship') as reference using (tenure)
) as months
group by all
