create unique index saved_view_owner_folded on city.saved_view
  (owner, lower(normalize(regexp_replace(name, '[\u200b-\u200f\u2060\ufeff[:space:]]', '', 'g'), NFKC)))
  where owner is not null;

create unique index saved_view_role_folded on city.saved_view
  (role, lower(normalize(regexp_replace(name, '[\u200b-\u200f\u2060\ufeff[:space:]]', '', 'g'), NFKC)))
  where role is not null;
