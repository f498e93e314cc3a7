create table city.estate (
  id uuid primary key,
  area text collate "C" not null,
  name text not null check (name <> ''),
  developer text not null,
  developer_party uuid references city.party,
  version integer not null,
  entries integer not null,
  units integer not null,
  area_dm2 bigint not null,
  assembly_on date,
  term_from date,
  term_to date,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  check (term_to is null or term_to >= term_from)
);

create unique index estate_name_key on city.estate (area, name);

create index estate_area on city.estate (area, name, id);

create table city.estate_parking (
  estate uuid not null references city.estate,
  from_day date not null,
  counts boolean not null,
  source text not null check (source <> ''),
  recorded_at timestamptz not null,
  primary key (estate, from_day)
);

create table city.estate_unit (
  id uuid primary key,
  estate uuid not null references city.estate,
  area text collate "C" not null,
  code text collate "C" not null check (code <> ''),
  building text collate "C" not null check (building <> ''),
  stairwell text collate "C",
  kind text not null check (kind in ('home', 'shop', 'office', 'parking', 'storage')),
  area_dm2 bigint not null check (area_dm2 >= 0),
  area_source text not null check (area_source in ('register', 'survey', 'contract')),
  recorded_at timestamptz not null
);

create unique index estate_unit_code_key on city.estate_unit (estate, code);

create index estate_unit_scope on city.estate_unit (estate, building, stairwell);

create table city.estate_owner (
  id uuid primary key,
  party uuid not null references city.party,
  kind text not null check (kind in ('person', 'organisation')),
  paper text not null check (paper in ('id-card', 'passport', 'uscc')),
  name_sealed bytea not null,
  name_masked text not null,
  number_sealed bytea not null,
  number_blind bytea not null,
  number_masked text not null,
  recorded_at timestamptz not null
);

create unique index estate_owner_number_key on city.estate_owner (number_blind);

create unique index estate_owner_party_key on city.estate_owner (party);

create table city.estate_title (
  id uuid primary key,
  unit uuid not null references city.estate_unit,
  area text collate "C" not null,
  developer boolean not null,
  parties uuid[] not null,
  from_at timestamptz not null,
  upto timestamptz,
  handed_at timestamptz,
  basis text not null check (basis in ('register', 'contract', 'judgment', 'inheritance', 'gift', 'developer')),
  paper_sealed bytea,
  paper_masked text not null,
  recorded_at timestamptz not null,
  backdated boolean not null,
  corrects uuid references city.estate_title,
  voided_at timestamptz,
  check (upto is null or upto > from_at),
  check (developer = (cardinality(parties) = 0)),
  check (not developer or handed_at is null),
  constraint estate_title_one_at_a_time exclude using gist (
    city.uuid_range(unit, unit, '[]') with =,
    tstzrange(from_at, upto) with &&
  ) where (voided_at is null)
);

create index estate_title_unit on city.estate_title (unit, from_at);

create index estate_title_parties on city.estate_title using gin (parties);

create table city.estate_holder (
  title uuid not null references city.estate_title,
  owner uuid not null references city.estate_owner,
  share_of integer check (share_of > 0),
  share_in integer check (share_in > 0 and share_in <= 1000000),
  primary key (title, owner),
  check ((share_of is null) = (share_in is null)),
  check (share_of <= share_in)
);

create index estate_holder_owner on city.estate_holder (owner);

create table city.estate_entry (
  estate uuid not null references city.estate,
  seq integer not null,
  at timestamptz not null,
  action text not null,
  unit uuid references city.estate_unit,
  by_party uuid,
  by_organisation uuid,
  by_role text not null,
  effective_on date,
  backdated boolean not null,
  note text not null,
  data jsonb not null,
  leaf bytea not null,
  primary key (estate, seq)
);

create index estate_entry_unit on city.estate_entry (unit, seq) where unit is not null;

alter table city.estate_unit enable row level security;

alter table city.estate_owner enable row level security;

alter table city.estate_title enable row level security;

alter table city.estate_holder enable row level security;

alter table city.estate_entry enable row level security;

create policy reader on city.estate_title for select using (
  area ^@ any ((select string_to_array(nullif(current_setting('linli.estates', true), ''), ','))::text[])
  or parties && (select (string_to_array(nullif(current_setting('linli.party', true), ''), ',')
    || string_to_array(nullif(current_setting('linli.also', true), ''), ','))::uuid[]));

create policy reader on city.estate_unit for select using (
  area ^@ any ((select string_to_array(nullif(current_setting('linli.estates', true), ''), ','))::text[])
  or exists (select from city.estate_title t where t.unit = estate_unit.id));

create policy reader on city.estate_holder for select using (
  exists (select from city.estate_title t where t.id = estate_holder.title));

create policy reader on city.estate_owner for select using (
  exists (select from city.estate_holder h where h.owner = estate_owner.id));

create policy reader on city.estate_entry for select using (
  exists (select from city.estate e where e.id = estate
    and e.area ^@ any ((select string_to_array(nullif(current_setting('linli.estates', true), ''), ','))::text[])));
