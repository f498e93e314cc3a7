create table city.village_decision (
  id uuid primary key,
  no text not null unique,
  version integer not null,
  facts integer not null,
  step text not null,
  area text collate "C" not null,
  matter text not null,
  title text not null,
  body text not null,
  procedure text not null,
  proposed_at timestamptz not null,
  changed_at timestamptz not null,
  posted_until date,
  open_objections integer not null,
  ended boolean not null,
  state jsonb not null
);

create index village_decision_newest on city.village_decision (proposed_at desc, id desc);

create index village_decision_area on city.village_decision (area, proposed_at desc, id desc);

create index village_decision_step on city.village_decision (step, proposed_at desc, id desc);

create table city.village_decision_fact (
  decision uuid not null references city.village_decision,
  seq integer not null,
  at timestamptz not null,
  action text not null,
  by_party uuid,
  by_organisation uuid,
  by_role text not null,
  data jsonb not null,
  record text not null default '',
  note text not null default '',
  seen_by text not null check (seen_by in ('public', 'staff')),
  leaf bytea not null,
  primary key (decision, seq)
);

create index village_decision_fact_party on city.village_decision_fact (by_party) where seen_by = 'staff';

create table city.village_decision_file (
  decision uuid not null references city.village_decision,
  seq integer not null,
  file uuid not null,
  primary key (decision, file)
);

create index village_decision_file_file on city.village_decision_file (file);

alter table city.village_decision_fact enable row level security;

alter table city.village_decision_file enable row level security;

create policy reader on city.village_decision_fact for select using (
  seen_by = 'public'
  or by_party = (select nullif(current_setting('linli.party', true), '')::uuid)
  or exists (select from city.village_decision d where d.id = decision
    and d.area ^@ any ((select string_to_array(nullif(current_setting('linli.villages', true), ''), ','))::text[])));

create policy writer on city.village_decision_fact for insert with check (true);

create policy reader on city.village_decision_file for select using (
  exists (select from city.village_decision d where d.id = decision
    and d.area ^@ any ((select string_to_array(nullif(current_setting('linli.villages', true), ''), ','))::text[])));

create policy writer on city.village_decision_file for insert with check (true);

create policy village_decision on city.file for select using (
  exists (select from city.village_decision_file f where f.file = id));

create policy village_decision on city.file_blob for select using (
  exists (select from city.village_decision_file f where f.file = file_blob.file));
