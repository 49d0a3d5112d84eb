-- one row per rate (npl, formation) × months on book: the rate of its age, ages under 200 contract-months joined
with recursive
ages as (
    select
        age,
        count(*) filter (where counts and closing > 0) as npl_contracts,
        coalesce(sum(closing) filter (where counts and bad), 0) as npl_balance,
        coalesce(sum(closing) filter (where counts), 0) as balance,
        count(*) filter (where counts and opening > 0 and not was_bad) as formation_contracts,
        coalesce(sum(opening) filter (where counts and not was_bad), 0) as opening_performing
    from (
        select
            contract_months.*,
            month in (select month from window_months)
            or not exists (select 1 from window_months) as counts
        from contract_months
    ) as contract_months
    group by age
),
formed as (
    select age, sum(formed) as formed
    from bad_flows
    where month in (select month from window_months) or not exists (select 1 from window_months)
    group by age
),
rates as (
    select 'npl' as rate, age, npl_contracts as contracts, npl_balance as above, balance as below from ages
    union all
    select 'formation', age, formation_contracts, coalesce(formed, 0), opening_performing
    from ages left join formed using (age)
),
numbered as (select *, row_number() over (partition by rate order by age) as place from rates),
joined as (  -- from the youngest on, ages are taken together until they hold 200
    select rate, age, place, contracts as held, 1 as band from numbered where place = 1
    union all
    select
        numbered.rate, numbered.age, numbered.place,
        if(held >= 200, 0, held) + numbered.contracts,
        if(held >= 200, band + 1, band)
    from joined
    join numbered on numbered.rate = joined.rate and numbered.place = joined.place + 1
),
bands as (  -- the oldest, if it holds too few, belongs to the one before
    select
        rate, age,
        if(max(held) over (partition by rate, band) < 200, greatest(band - 1, 1), band) as band
    from joined
)
select
    rate, age,
    contracts,
    above,
    below,
    min(age) over same as first_age,
    max(age) over same as last_age,
    coalesce(cast(sum(above) over same as double) / nullif(cast(sum(below) over same as double), 0), 0) as value
from bands
join rates using (rate, age)
window same as (partition by rate, band)
