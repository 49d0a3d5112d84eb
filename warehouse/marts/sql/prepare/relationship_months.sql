-- one row per month × tenure × product × channel × region × segment: what happened to relationships, what they brought in
with groups as (
    select
        * exclude (relationship_id, as_of, acquisition_cost, partner),
        max(as_of) as as_of, count(*) as n, count(acquisition_cost) as acquired, sum(acquisition_cost) as acquisition_cost
    from relationship_spells
    group by all
),
at_risk as (  -- on book or in a gap at the end of the month before
    select
        cast(unnest(generate_series(
            greatest(start_month + interval 1 month, seen_from), least(last_month, seen_until), interval 1 month
        )) as date) as month,
        origin_month, product, channel, region, segment, as_of, n as at_risk
    from groups
),
paid as (
    select
        cast(date_trunc('month', month_end) as date) as month,
        spells.origin_month, spells.product, spells.channel, spells.region, spells.segment,
        sum(interest_income) as interest,
        sum(fee_income) as fee,
        sum(funding_cost) as funding,
        sum(servicing_cost) as servicing,
        sum(charged_off_amount) as charged_off,
        sum(recovered_amount) as recovered,
        sum(balance) filter (where bad) as npl,
        -- what is sold as bad was not cured: its loss is not released
        sum(balance) filter (where bad and (
            contracts.cause <> 'transferred' or date_trunc('month', month_end) < contracts.end_month - interval 1 month
        )) as npl_kept
    from (
        select
            * replace (greatest(balance, 0) as balance),
            if(
                '$npl_basis' = 'days' or classification is null,
                days_past_due >= $npl_days,
                classification in ('substandard', 'doubtful', 'loss')
            ) as bad
        from loan_months
    ) as loan_months
    join contract_relationships as contracts using (loan_id)
    join relationship_spells as spells using (relationship_id)
    where contracts.cause <> 'transferred' or date_trunc('month', month_end) < contracts.end_month
    group by all
),
parts as (
    select month, origin_month, product, channel, region, segment, as_of, at_risk from at_risk
    union all by name
    select
        start_month as month, origin_month, product, channel, region, segment, as_of,
        if(origin_month = start_month, n, 0) as started, acquired, acquisition_cost
    from groups
    where start_month between seen_from and seen_until
    union all by name
    select
        last_month as month, origin_month, product, channel, region, segment, as_of,
        if(ending = 'left_early', n, 0) as left_early,
        if(ending = 'matured', n, 0) as matured,
        if(ending = 'credit_loss', n, 0) as credit_loss,
        if(ending = 'total_loss', n, 0) as total_loss,
        if(ending = 'censored', n, 0) as censored
    from groups
    where ending <> 'open' and last_month between seen_from and seen_until
    union all by name
    -- what the first month opened with is not known, so its bad balance is no change
    select * exclude (npl, npl_kept), if(month > (select min(month) from paid), npl, 0) as npl_end from paid
    union all by name
    select
        cast(month + interval 1 month as date) as month, origin_month, product, channel, region, segment,
        npl_kept as npl_start
    from paid
    where month < (select max(month) from paid)
)
select
    month,
    cast(least(datediff('month', origin_month, month), 120) as integer) as tenure,
    product, channel, region, segment,
    max(as_of) as cut_off,
    coalesce(sum(at_risk), 0)::bigint as at_risk,
    -- in the month of its start a relationship can already end and already pays
    coalesce(sum(if(month = origin_month, started, at_risk)), 0)::bigint as exposed,
    coalesce(sum(started), 0)::bigint as started,
    coalesce(sum(left_early), 0)::bigint as left_early,
    coalesce(sum(matured), 0)::bigint as matured,
    coalesce(sum(credit_loss), 0)::bigint as credit_loss,
    coalesce(sum(total_loss), 0)::bigint as total_loss,
    coalesce(sum(censored), 0)::bigint as censored,
    coalesce(sum(acquired), 0)::bigint as acquired,
    coalesce(sum(acquisition_cost), 0) as acquisition_cost,
    coalesce(sum(interest), 0) as interest,
    coalesce(sum(fee), 0) as fee,
    coalesce(sum(funding), 0) as funding,
    coalesce(sum(servicing), 0) as servicing,
    coalesce(sum(charged_off), 0) as charged_off,
    coalesce(sum(recovered), 0) as recovered,
    coalesce(sum(npl_start), 0) as npl_start,
    coalesce(sum(npl_end), 0) as npl_end
from parts
group by all
