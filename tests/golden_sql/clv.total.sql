select
    0 as side,
    region as unit,
    tenure,
    sum(left_early) + sum(matured) + sum(credit_loss) + sum(total_loss) as measure_0,
    sum(exposed) as measure_1,
    sum(interest) as measure_2,
    sum(fee) as measure_3,
    sum(funding) as measure_4,
    sum(servicing) as measure_5,
    sum(charged_off) as measure_6,
    sum(recovered) as measure_7,
    sum(npl_start) as measure_8,
    sum(npl_end) as measure_9,
    sum(acquisition_cost) as measure_10,
    sum(acquired) as measure_11
from relationships
where (month between date '2021-03-01' and date '2021-08-01')
    and true
group by all
having count(*) > 0
union all
select
    1 as side,
    region as unit,
    tenure,
    sum(left_early) + sum(matured) + sum(credit_loss) + sum(total_loss) as measure_0,
    sum(exposed) as measure_1,
    sum(interest) as measure_2,
    sum(fee) as measure_3,
    sum(funding) as measure_4,
    sum(servicing) as measure_5,
    sum(charged_off) as measure_6,
    sum(recovered) as measure_7,
    sum(npl_start) as measure_8,
    sum(npl_end) as measure_9,
    sum(acquisition_cost) as measure_10,
    sum(acquired) as measure_11
from relationships
where (month between date '2022-03-01' and date '2022-08-01')
    and true
group by all
having count(*) > 0;

select
    0 as side,
    region as unit,
    tenure,
    sum(exposed) as exposed
from relationships
where (month between date '2021-03-01' and date '2021-08-01')
    and true
group by all
having count(*) > 0
union all
select
    1 as side,
    region as unit,
    tenure,
    sum(exposed) as exposed
from relationships
where (month between date '2022-03-01' and date '2022-08-01')
    and true
group by all
having count(*) > 0;
