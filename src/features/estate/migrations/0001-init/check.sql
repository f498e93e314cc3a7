-- An estate's counts are those of its units, and its entries count from 1 without gaps.
select e.id from city.estate e
left join lateral (select count(*) as n, coalesce(sum(area_dm2), 0) as area from city.estate_unit u where u.estate = e.id) as of on true
left join lateral (select count(*) as n, coalesce(max(seq), 0) as last from city.estate_entry x where x.estate = e.id) as log on true
where of.n <> e.units or of.area <> e.area_dm2 or log.n <> e.entries or log.last <> e.entries;
