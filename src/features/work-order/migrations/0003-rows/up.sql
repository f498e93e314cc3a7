alter table city.work_order enable row level security;

alter table city.work_order_fact enable row level security;

alter table city.work_order_sealed enable row level security;

alter table city.work_order_caller enable row level security;

alter table city.work_order_reveal enable row level security;

alter table city.work_order_file enable row level security;

alter table city.work_order_link enable row level security;

alter table city.work_order_round enable row level security;

alter table city.work_order_import enable row level security;

alter table city.work_order_import_part enable row level security;

alter table city.work_order_export enable row level security;

alter table city.saved_view enable row level security;

create index work_order_file_file on city.work_order_file (file);

create policy reader on city.work_order using (
  requester = (select nullif(current_setting('linli.party', true), '')::uuid)
  or assignee = (select nullif(current_setting('linli.assignee', true), '')::uuid)
  or units && (select string_to_array(nullif(current_setting('linli.units', true), ''), ',')::uuid[])
  or id = any ((select string_to_array(nullif(current_setting('linli.matters', true), ''), ',')::uuid[])::uuid[])
  or (area >= (select min(path collate "C") from unnest(string_to_array(nullif(current_setting('linli.areas', true), ''), ',')) as path)
    and area < (select max(path collate "C") || '~' from unnest(string_to_array(nullif(current_setting('linli.areas', true), ''), ',')) as path)
    and area ^@ any ((select string_to_array(nullif(current_setting('linli.areas', true), ''), ','))::text[]))
  or (not confidential and area >= (select min(path collate "C") from unnest(string_to_array(nullif(current_setting('linli.plain', true), ''), ',')) as path)
    and area < (select max(path collate "C") || '~' from unnest(string_to_array(nullif(current_setting('linli.plain', true), ''), ',')) as path)
    and area ^@ any ((select string_to_array(nullif(current_setting('linli.plain', true), ''), ','))::text[]))) with check (true);

create policy open on city.work_order for select using (
  (select current_setting('linli.breadth', true)) = 'open'
  and (published or track_hash = (select decode(nullif(current_setting('linli.receipt', true), ''), 'hex'))));

create policy plain on city.work_order using (
  (select current_setting('linli.breadth', true)) = 'plain' and not confidential) with check (true);

create policy whole on city.work_order using (
  (select current_setting('linli.breadth', true)) = 'whole') with check (true);

create policy reader on city.work_order_fact for select using (
  exists (select from city.work_order o where o.id = order_id));

create policy whole on city.work_order_fact for select using (
  (select current_setting('linli.breadth', true)) = 'whole');

create policy writer on city.work_order_fact for insert with check (true);

create policy reader on city.work_order_sealed for select using (
  (select current_setting('linli.breadth', true)) <> 'open' and exists (select from city.work_order o where o.id = order_id));

create policy whole on city.work_order_sealed for select using (
  (select current_setting('linli.breadth', true)) = 'whole');

create policy writer on city.work_order_sealed for insert with check (true);

create policy reader on city.work_order_caller for select using (
  (select current_setting('linli.breadth', true)) <> 'open' and exists (select from city.work_order o where o.id = order_id));

create policy whole on city.work_order_caller for select using (
  (select current_setting('linli.breadth', true)) = 'whole');

create policy writer on city.work_order_caller for insert with check (true);

create policy reader on city.work_order_reveal for select using (
  party = (select nullif(current_setting('linli.party', true), '')::uuid));

create policy writer on city.work_order_reveal for insert with check (party = (select nullif(current_setting('linli.party', true), '')::uuid));

create policy reader on city.work_order_file using (
  exists (select from city.work_order o where o.id = order_id and (work_order_file.public or (select current_setting('linli.breadth', true)) <> 'open'
    or o.requester = (select nullif(current_setting('linli.party', true), '')::uuid)
    or o.id = any ((select string_to_array(nullif(current_setting('linli.matters', true), ''), ',')::uuid[])::uuid[])
    or o.track_hash = (select decode(nullif(current_setting('linli.receipt', true), ''), 'hex'))))) with check (true);

create policy whole on city.work_order_file using (
  (select current_setting('linli.breadth', true)) = 'whole') with check (true);

create policy reader on city.work_order_link for select using (
  exists (select from city.work_order o where o.id = order_id)
  or exists (select from city.work_order o where o.id = other));

create policy whole on city.work_order_link for select using (
  (select current_setting('linli.breadth', true)) = 'whole');

create policy writer on city.work_order_link for insert with check (true);

create policy reader on city.work_order_round using (
  exists (select from city.work_order o where o.id = order_id)) with check (true);

create policy whole on city.work_order_round using (
  (select current_setting('linli.breadth', true)) = 'whole') with check (true);

create policy reader on city.work_order_import using (
  created_by = (select nullif(current_setting('linli.party', true), '')::uuid)
  or area ^@ any ((select string_to_array(nullif(current_setting('linli.imports', true), ''), ','))::text[]));

create policy reader on city.work_order_import_part using (
  exists (select from city.work_order_import i where i.id = import));

create policy writer on city.work_order_export for insert with check (party = (select nullif(current_setting('linli.party', true), '')::uuid));

create policy reader on city.saved_view using (
  owner = (select nullif(current_setting('linli.party', true), '')::uuid)
  or (role is not null and (select current_setting('linli.staff', true)) = 'on'));

create policy work_order on city.clock using (
  kind = 'work-order' and exists (select from city.work_order o where o.id = subject)) with check (true);

create policy whole on city.clock using (
  (select current_setting('linli.breadth', true)) = 'whole') with check (true);

create policy work_order on city.clock_step for select using (
  exists (select from city.work_order o where o.id = subject));

create policy whole on city.clock_step for select using (
  (select current_setting('linli.breadth', true)) = 'whole');

create policy work_order on city.file for select using (
  exists (select from city.work_order_file f where f.file = file.id));

create policy whole on city.file for select using (
  (select current_setting('linli.breadth', true)) = 'whole');

create policy work_order on city.file_blob for select using (
  exists (select from city.work_order_file f where f.file = file_blob.file and (file_blob.variant <> 'original'
    or (select current_setting('linli.breadth', true)) <> 'open'
    or exists (select from city.work_order o where o.id = f.order_id and o.requester = (select nullif(current_setting('linli.party', true), '')::uuid)))));

create policy whole on city.file_blob for select using (
  (select current_setting('linli.breadth', true)) = 'whole');
