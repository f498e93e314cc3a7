select kind, area from city.organisation where to_date is null
group by kind, area, lower(normalize(regexp_replace(name, '[\u200b-\u200f\u2060\ufeff[:space:]]', '', 'g'), NFKC))
having count(*) > 1;
