alter table city.outbox enable row level security;

alter table city.delivery enable row level security;

alter table city.dead_delivery enable row level security;

create policy writer on city.outbox for insert with check (true);

create policy writer on city.delivery for insert with check (true);

create policy reader on city.dead_delivery using (
  (select current_setting('linli.staff', true)) = 'on');
