alter table city.party enable row level security;

alter table city.office enable row level security;

alter table city.session enable row level security;

alter table city.credential enable row level security;

alter table city.sign_in_lock enable row level security;

alter table city.one_time_code enable row level security;

alter table city.code_quota enable row level security;

alter table city.sign_in_link enable row level security;

alter table city.vault_mark enable row level security;

create policy reader on city.party using (
  id = (select nullif(current_setting('linli.party', true), '')::uuid)
  or (select current_setting('linli.registry', true)) = 'on'
  or ((select current_setting('linli.staff', true)) = 'on' and exists (select from city.office held where held.party = party.id))) with check (true);

create policy reader on city.office using (
  party = (select nullif(current_setting('linli.party', true), '')::uuid)
  or (select current_setting('linli.staff', true)) = 'on') with check (true);

create policy reader on city.session using (
  party = (select nullif(current_setting('linli.party', true), '')::uuid));
