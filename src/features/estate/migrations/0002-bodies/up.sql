alter table city.estate_owner add column disputed_at timestamptz;

create table city.estate_formation (
  estate uuid primary key references city.estate,
  version integer not null,
  facts integer not null,
  step text not null,
  state jsonb not null,
  changed_at timestamptz not null
);

create table city.estate_formation_fact (
  estate uuid not null references city.estate,
  seq integer not null,
  at timestamptz not null,
  action text not null,
  by_party uuid,
  by_role text not null,
  data jsonb not null,
  record text not null,
  note text not null,
  leaf bytea not null,
  primary key (estate, seq)
);

create table city.estate_term (
  id uuid primary key,
  estate uuid not null references city.estate,
  place integer not null,
  elected_on date not null,
  from_day date not null,
  to_day date not null,
  record text not null,
  filed_on date,
  filed_record text not null default '',
  told_at timestamptz,
  recorded_at timestamptz not null,
  unique (estate, place),
  check (from_day >= elected_on and to_day > from_day),
  check (filed_on is null or filed_on >= elected_on),
  constraint estate_term_one_at_a_time exclude using gist (
    city.uuid_range(estate, estate, '[]') with =,
    daterange(from_day, to_day, '[]') with &&
  )
);

create index estate_term_end on city.estate_term (to_day) where told_at is null;

create table city.estate_member (
  id uuid primary key,
  term uuid not null references city.estate_term,
  place integer not null,
  name text not null check (name <> ''),
  office text not null check (office in ('chair', 'deputy', 'member')),
  posts text[] not null,
  from_day date not null,
  to_day date,
  ended_by text check (ended_by in ('no-owner', 'resigned', 'unable', 'recalled')),
  unique (term, place),
  check ((to_day is null) = (ended_by is null)),
  check (to_day is null or to_day >= from_day)
);

create table city.estate_member_unit (
  member uuid primary key references city.estate_member,
  unit uuid not null references city.estate_unit,
  owner uuid not null references city.estate_owner,
  area text collate "C" not null
);

create table city.estate_meeting (
  id uuid primary key,
  estate uuid not null references city.estate,
  term uuid not null references city.estate_term,
  on_day date not null,
  noticed_on date not null,
  members integer not null,
  present integer not null,
  agree integer not null,
  verdict text not null check (verdict in ('passed', 'rejected', 'no-quorum')),
  matter text not null,
  decision text not null,
  record text not null,
  posted_on date,
  recorded_at timestamptz not null,
  check (members > 0 and present between 0 and members and agree between 0 and present),
  check (posted_on is null or posted_on >= on_day)
);

create index estate_meeting_newest on city.estate_meeting (estate, on_day desc, id desc);

alter table city.estate_member_unit enable row level security;

create policy reader on city.estate_member_unit for select using (
  area ^@ any ((select string_to_array(nullif(current_setting('linli.estates', true), ''), ','))::text[]));

