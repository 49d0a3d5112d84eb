-- one row per reference rate: the whole company's own total, only a scale (1 where nothing went bad)
select
    if(rate = 'npl', 'npl', 'formation_a_year') as name,
    coalesce(nullif(if(rate = 'npl', 1, 12) * cast(sum(above) as double) / nullif(cast(sum(below) as double), 0), 0), 1) as rate
from age_reference
group by rate
