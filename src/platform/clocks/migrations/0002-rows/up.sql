alter table city.clock enable row level security;

alter table city.clock_step enable row level security;

alter table city.clock_change enable row level security;

create policy writer on city.clock for insert with check (true);

create policy reader on city.clock_change for select using (
  (select current_setting('linli.staff', true)) = 'on');
