create table city.time_bank_scheme (
  id uuid primary key,
  area text collate "C" not null unique,
  name text not null check (name <> ''),
  origin text not null,
  guarantee text not null check (guarantee <> ''),
  book uuid not null,
  version integer not null,
  opened_on date not null,
  closed_on date,
  created_at timestamptz not null,
  check (closed_on is null or closed_on >= opened_on)
);

create table city.time_bank_rule (
  scheme uuid not null references city.time_bank_scheme,
  from_day date not null,
  rules jsonb not null,
  basis text not null check (basis <> ''),
  recorded_at timestamptz not null,
  primary key (scheme, from_day)
);

create table city.time_bank_member (
  id uuid primary key,
  scheme uuid not null references city.time_bank_scheme,
  party uuid not null,
  volunteer uuid not null,
  area text collate "C" not null,
  who text not null,
  born_on date not null,
  redeem uuid not null unique,
  honour uuid not null unique,
  earned bigint not null check (earned >= 0),
  accepted_at timestamptz not null,
  unique (scheme, volunteer)
);

create index time_bank_member_party on city.time_bank_member (party);

create index time_bank_member_area on city.time_bank_member (scheme, area, id);

create table city.time_bank_relative (
  member uuid not null references city.time_bank_member,
  party uuid not null,
  owner uuid not null,
  area text collate "C" not null,
  who text not null,
  relation text not null check (relation in ('parent', 'spouse', 'child', 'grandparent', 'grandchild')),
  recorded_at timestamptz not null,
  primary key (member, party)
);

create table city.time_bank_paid (
  service uuid primary key,
  scheme uuid not null references city.time_bank_scheme,
  payer text not null check (payer in ('own', 'family', 'pool')),
  party uuid not null,
  area text collate "C" not null,
  minutes bigint not null check (minutes > 0),
  note text not null,
  posting uuid not null,
  at timestamptz not null
);

create index time_bank_paid_party on city.time_bank_paid (party);

alter table city.time_bank_member enable row level security;

alter table city.time_bank_relative enable row level security;

alter table city.time_bank_paid enable row level security;

create policy reader on city.time_bank_member for select using (
  party = any ((select (string_to_array(nullif(current_setting('linli.party', true), ''), ',')
    || string_to_array(nullif(current_setting('linli.also', true), ''), ','))::uuid[])::uuid[])
  or area ^@ any ((select string_to_array(nullif(current_setting('linli.timebanks', true), ''), ','))::text[]));

create policy reader on city.time_bank_relative for select using (
  owner = any ((select (string_to_array(nullif(current_setting('linli.party', true), ''), ',')
    || string_to_array(nullif(current_setting('linli.also', true), ''), ','))::uuid[])::uuid[])
  or area ^@ any ((select string_to_array(nullif(current_setting('linli.timebanks', true), ''), ','))::text[]));

create policy reader on city.time_bank_paid for select using (
  party = any ((select (string_to_array(nullif(current_setting('linli.party', true), ''), ',')
    || string_to_array(nullif(current_setting('linli.also', true), ''), ','))::uuid[])::uuid[])
  or area ^@ any ((select string_to_array(nullif(current_setting('linli.timebanks', true), ''), ','))::text[]));

create policy time_bank on city.ledger_account for select using (
  kind = 'time-bank' and (
    area ^@ any ((select string_to_array(nullif(current_setting('linli.timebanks', true), ''), ','))::text[])
    or exists (select from city.time_bank_member m where m.redeem = ledger_account.id or m.honour = ledger_account.id)));
