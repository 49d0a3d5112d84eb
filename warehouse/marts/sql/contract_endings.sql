-- one row per ending month × cause × cell × months to the next own contract (−3 … 24; 99: none yet); flows
select
    ends.end_month as month,
    cells.cell_id,
    ends.cause,
    cast(ends.next_in as integer) as months_to_next,
    count(*) as contracts,
    count(*) filter (where decision) as decisions,
    count(*) filter (where decision and next_in <= $churn_repeat_months) as repeated
from contract_ends as ends
join cells using (product, channel, region, partner, score_band)
group by all
