alter table city.idempotency enable row level security;

alter table city.rate_window enable row level security;

create policy reader on city.idempotency using (
  actor = (select nullif(current_setting('linli.author', true), '')));
