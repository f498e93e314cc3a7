select owner, role from city.saved_view
group by owner, role, lower(normalize(regexp_replace(name, '[\u200b-\u200f\u2060\ufeff[:space:]]', '', 'g'), NFKC))
having count(*) > 1;
