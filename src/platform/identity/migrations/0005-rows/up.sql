alter table city.second_factor enable row level security;

alter table city.used_step enable row level security;

alter table city.recovery_code enable row level security;

alter table city.half_session enable row level security;

alter table city.known_device enable row level security;

alter table city.account_link enable row level security;

alter table city.break_glass enable row level security;

alter table city.security_event enable row level security;

alter table city.security_purge enable row level security;

create policy reader on city.security_event for insert with check (true);

create policy bodies on city.party for select using (
  kind = 'organisation');
