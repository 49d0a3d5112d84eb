-- one row per month × product × channel × region × score band; stock on_book (a month earlier), flows
select
    month, product, channel, region, score_band,
    sum(on_book) as on_book,
    sum(settled_early) as settled_early,
    sum(cast(on_book * rate as decimal(38, 12))) as expected_settled
from contract_ages
join (select tenure as age, rate from tenure_reference where kind = 'contract') as reference using (age)
group by month, product, channel, region, score_band
