alter table city.notification enable row level security;

alter table city.message enable row level security;

create policy reader on city.notification using (
  party = (select nullif(current_setting('linli.party', true), '')::uuid));
