create table city.time_bank_taken (
  service uuid primary key,
  scheme uuid not null references city.time_bank_scheme,
  party uuid not null,
  area text collate "C" not null,
  minutes bigint not null check (minutes > 0),
  note text not null check (note <> ''),
  posting uuid not null unique,
  at timestamptz not null
);

create index time_bank_taken_party on city.time_bank_taken (party);

alter table city.time_bank_taken enable row level security;

create policy reader on city.time_bank_taken for select using (
  party = any ((select (string_to_array(nullif(current_setting('linli.party', true), ''), ',')
    || string_to_array(nullif(current_setting('linli.also', true), ''), ','))::uuid[])::uuid[])
  or area ^@ any ((select string_to_array(nullif(current_setting('linli.timebanks', true), ''), ','))::text[]));
