create unique index organisation_name_folded on city.organisation
  (kind, area, lower(normalize(regexp_replace(name, '[\u200b-\u200f\u2060\ufeff[:space:]]', '', 'g'), NFKC)))
  where to_date is null;
