alter table city.consent enable row level security;

alter table city.erase_request enable row level security;

alter table city.personal_export enable row level security;

alter table city.personal_export_link enable row level security;

alter table city.personal_export_part enable row level security;

alter table city.personal_use enable row level security;

alter table city.publication_hold enable row level security;

alter table city.legal_hold enable row level security;

alter table city.session_proof enable row level security;

create policy reader on city.consent using (
  party = (select nullif(current_setting('linli.party', true), '')::uuid)
  or (select current_setting('linli.staff', true)) = 'on') with check (true);

create policy reader on city.erase_request using (
  party = (select nullif(current_setting('linli.party', true), '')::uuid)) with check (true);

create policy reader on city.personal_export using (
  party = (select nullif(current_setting('linli.party', true), '')::uuid)) with check (true);

create policy reader on city.personal_export_link using (
  exists (select from city.personal_export made where made.id = export)) with check (true);

create policy reader on city.personal_export_part using (
  exists (select from city.personal_export made where made.id = export)) with check (true);

create policy reader on city.personal_use using (
  party = (select nullif(current_setting('linli.party', true), '')::uuid)) with check (true);

create policy reader on city.session_proof using (
  party = (select nullif(current_setting('linli.party', true), '')::uuid)) with check (true);

create policy reader on city.publication_hold using (
  (select current_setting('linli.staff', true)) = 'on') with check (true);
