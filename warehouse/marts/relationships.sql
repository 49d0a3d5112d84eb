-- one row per month × tenure × product × channel × region; stocks at_risk, exposed, flows. Tenure 120 holds the longer ones
select
    month, tenure, product, channel, region,
    sum(at_risk) as at_risk,
    sum(exposed) as exposed,
    sum(started) as started,
    sum(left_early) as left_early,
    sum(expected_leavers) as expected_leavers,
    sum(matured) as matured,
    sum(credit_loss) as credit_loss,
    sum(total_loss) as total_loss,
    sum(censored) as censored,
    sum(acquired) as acquired,
    sum(acquisition_cost) as acquisition_cost,
    sum(interest) as interest,
    sum(fee) as fee,
    sum(funding) as funding,
    sum(servicing) as servicing,
    sum(charged_off) as charged_off,
    sum(recovered) as recovered,
    sum(npl_start) as npl_start,
    sum(npl_end) as npl_end
from (
    select
        relationship_months.*,
        cast(exposed * rate as decimal(38, 12)) as expected_leavers
    from relationship_months
    join (select tenure, rate from tenure_reference where kind = 'relationship') as reference using (tenure)
) as months
group by all
