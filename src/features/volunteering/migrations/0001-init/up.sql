create table city.volunteer_group (
  id uuid primary key,
  area text collate "C" not null,
  name text not null check (name <> ''),
  kind text not null check (kind in ('registered', 'team', 'institution', 'community')),
  about text not null,
  topics text[] not null,
  version integer not null,
  created_at timestamptz not null,
  ended_at timestamptz
);

create unique index volunteer_group_name_key on city.volunteer_group (area, name);

create table city.volunteer (
  id uuid primary key,
  no text not null unique,
  party uuid not null references city.party,
  area text collate "C" not null,
  state text not null check (state in ('active', 'paused', 'left')),
  joined_by text not null check (joined_by in ('self', 'group', 'desk')),
  group_id uuid references city.volunteer_group,
  name_sealed bytea not null,
  name_blind bytea not null,
  name_masked text not null,
  number_sealed bytea not null,
  number_blind bytea not null,
  number_masked text not null,
  phone_sealed bytea,
  born_on date not null,
  guardian_sealed bytea,
  guardian_masked text not null,
  guardian_at timestamptz,
  skills text[] not null,
  languages text[] not null,
  wishes text[] not null,
  slots integer not null check (slots between 0 and 2097151),
  reach text not null check (reach in ('community', 'town', 'city')),
  traits text[] not null,
  publish boolean not null default false,
  minutes bigint not null check (minutes >= 0),
  services integer not null check (services >= 0),
  version integer not null,
  disputed_at timestamptz,
  joined_at timestamptz not null,
  changed_at timestamptz not null,
  check ((guardian_at is null) = (guardian_sealed is null))
);

create unique index volunteer_party_key on city.volunteer (party);

create unique index volunteer_number_key on city.volunteer (number_blind);

create index volunteer_name on city.volunteer (name_blind);

create index volunteer_area on city.volunteer (area, id);

create index volunteer_traits on city.volunteer using gin (traits);

create table city.volunteer_training (
  id uuid primary key,
  volunteer uuid not null references city.volunteer,
  area text collate "C" not null,
  party uuid not null,
  course text not null,
  on_day date not null,
  until_day date,
  recorded_at timestamptz not null,
  check (until_day is null or until_day >= on_day),
  unique (volunteer, course, on_day)
);

create table city.volunteer_honour (
  id uuid primary key,
  volunteer uuid not null references city.volunteer,
  area text collate "C" not null,
  party uuid not null,
  name text not null check (name <> ''),
  by_body text not null check (by_body <> ''),
  on_day date not null,
  recorded_at timestamptz not null
);

create index volunteer_honour_of on city.volunteer_honour (volunteer, on_day desc);

create table city.volunteer_activity (
  id uuid primary key,
  no text not null unique,
  area text collate "C" not null,
  group_id uuid references city.volunteer_group,
  organisation uuid not null,
  title text not null check (title <> ''),
  about text not null,
  place text not null,
  topic text not null,
  risk text not null check (risk in ('none', 'bodily')),
  risk_notice text not null check (risk_notice <> ''),
  insurance text not null,
  course text,
  skill text,
  min_age integer not null check (min_age between 0 and 100),
  version integer not null,
  last_at timestamptz not null,
  created_at timestamptz not null,
  cancelled_at timestamptz,
  check (risk = 'none' or insurance <> '')
);

create index volunteer_activity_area on city.volunteer_activity (area, last_at desc, id desc);

create index volunteer_activity_newest on city.volunteer_activity (last_at desc, id desc);

create table city.volunteer_shift (
  id uuid primary key,
  activity uuid not null references city.volunteer_activity,
  area text collate "C" not null,
  from_at timestamptz not null,
  to_at timestamptz not null,
  capacity integer not null check (capacity between 1 and 10000),
  taken integer not null,
  queued integer not null,
  cancelled_at timestamptz,
  check (to_at > from_at and to_at <= from_at + interval '24 hours'),
  constraint volunteer_shift_not_over check (taken between 0 and capacity)
);

create index volunteer_shift_activity on city.volunteer_shift (activity, from_at);

create table city.volunteer_shift_code (
  shift uuid primary key references city.volunteer_shift,
  area text collate "C" not null,
  code text not null unique
);

create table city.volunteer_signup (
  id uuid primary key,
  shift uuid not null references city.volunteer_shift,
  activity uuid not null references city.volunteer_activity,
  volunteer uuid not null references city.volunteer,
  party uuid not null,
  area text collate "C" not null,
  who text not null,
  from_at timestamptz not null,
  to_at timestamptz not null,
  state text not null check (state in ('taken', 'waiting', 'present', 'done', 'left', 'no-show', 'excused', 'cancelled')),
  place integer not null,
  risk_at timestamptz not null,
  in_at timestamptz,
  in_by text check (in_by in ('code', 'organiser')),
  contested text not null,
  version integer not null,
  at timestamptz not null,
  unique (shift, volunteer),
  constraint volunteer_signup_one_place exclude using gist (
    city.uuid_range(volunteer, volunteer, '[]') with =,
    tstzrange(from_at, to_at) with &&
  ) where (state in ('taken', 'present', 'done'))
);

create index volunteer_signup_queue on city.volunteer_signup (shift, state, place);

create index volunteer_signup_party on city.volunteer_signup (party, from_at desc, id desc);

create table city.volunteer_need (
  id uuid primary key,
  no text not null unique,
  area text collate "C" not null,
  requester uuid not null references city.party,
  entered_by text not null check (entered_by in ('self', 'desk')),
  topic text not null,
  text text not null check (text <> ''),
  where_sealed bytea not null,
  skill text,
  language text,
  risk text not null check (risk in ('none', 'bodily')),
  insurance text not null,
  from_at timestamptz not null,
  to_at timestamptz not null,
  state text not null check (state in ('open', 'agreed', 'done', 'cancelled', 'declined')),
  note text not null,
  version integer not null,
  created_at timestamptz not null,
  check (to_at > from_at and to_at <= from_at + interval '24 hours')
);

create index volunteer_need_area on city.volunteer_need (area, from_at, id);

create index volunteer_need_open on city.volunteer_need (area, from_at, id) where state = 'open';

create index volunteer_need_requester on city.volunteer_need (requester, from_at desc, id desc);

create table city.volunteer_match (
  id uuid primary key,
  need uuid not null references city.volunteer_need,
  volunteer uuid not null references city.volunteer,
  party uuid not null,
  requester uuid not null,
  area text collate "C" not null,
  who text not null,
  score integer not null,
  reasons jsonb not null,
  state text not null check (state in ('asked', 'accepted', 'declined', 'withdrawn', 'done', 'no-show')),
  from_at timestamptz not null,
  to_at timestamptz not null,
  version integer not null,
  at timestamptz not null,
  unique (need, volunteer),
  constraint volunteer_match_one_place exclude using gist (
    city.uuid_range(volunteer, volunteer, '[]') with =,
    tstzrange(from_at, to_at) with &&
  ) where (state = 'accepted')
);

create unique index volunteer_match_one_helper on city.volunteer_match (need) where state in ('accepted', 'done');

create index volunteer_match_party on city.volunteer_match (party, from_at desc, id desc);

create table city.volunteer_service (
  id uuid primary key,
  volunteer uuid not null references city.volunteer,
  party uuid not null,
  area text collate "C" not null,
  who text not null,
  signup uuid unique references city.volunteer_signup,
  match uuid unique references city.volunteer_match,
  requester uuid,
  organisation uuid,
  topic text not null,
  title text not null,
  from_at timestamptz not null,
  to_at timestamptz not null,
  minutes integer not null check (minutes between 1 and 1440),
  state text not null check (state in ('claimed', 'agreed', 'disputed', 'recorded', 'refused')),
  own_at timestamptz,
  other_at timestamptz,
  other_by uuid,
  reviewed_at timestamptz,
  reviewed_by uuid,
  flags text[] not null,
  own_rating smallint check (own_rating between 1 and 5),
  other_rating smallint check (other_rating between 1 and 5),
  note text not null,
  claimed_at timestamptz not null,
  recorded_at timestamptz,
  leaf bytea,
  version integer not null,
  check ((signup is null) <> (match is null)),
  check ((state = 'recorded') = (recorded_at is not null)),
  check (requester is distinct from party),
  constraint volunteer_service_one_place exclude using gist (
    city.uuid_range(volunteer, volunteer, '[]') with =,
    tstzrange(from_at, to_at) with &&
  ) where (state <> 'refused')
);

create index volunteer_service_party on city.volunteer_service (party, from_at desc, id desc);

create index volunteer_service_day on city.volunteer_service (volunteer, from_at);

create index volunteer_service_open on city.volunteer_service (area, claimed_at, id) where state in ('claimed', 'agreed', 'disputed');

create index volunteer_service_area on city.volunteer_service (area, from_at, id);

create index volunteer_service_pair on city.volunteer_service (requester, party, from_at) where requester is not null;

create table city.volunteer_serial (
  series text primary key,
  next integer not null
);

create table city.volunteer_certificate (
  id uuid primary key,
  no text not null unique,
  code text not null,
  volunteer uuid not null references city.volunteer,
  party uuid not null,
  area text collate "C" not null,
  who text not null,
  issuer text not null,
  from_day date not null,
  to_day date not null,
  minutes bigint not null check (minutes > 0),
  services integer not null check (services > 0),
  digest bytea not null,
  issued_at timestamptz not null,
  leaf bytea not null
);

create index volunteer_certificate_party on city.volunteer_certificate (party, issued_at desc);

create table city.volunteer_figure (
  area text collate "C" not null,
  topic text not null,
  volunteers bigint not null,
  active bigint not null,
  services bigint not null,
  minutes bigint not null,
  at timestamptz not null,
  primary key (area, topic)
);

alter table city.volunteer enable row level security;

alter table city.volunteer_training enable row level security;

alter table city.volunteer_honour enable row level security;

alter table city.volunteer_shift_code enable row level security;

alter table city.volunteer_signup enable row level security;

alter table city.volunteer_need enable row level security;

alter table city.volunteer_match enable row level security;

alter table city.volunteer_service enable row level security;

alter table city.volunteer_certificate enable row level security;

create policy reader on city.volunteer for select using (
  party = any ((select (string_to_array(nullif(current_setting('linli.party', true), ''), ',')
    || string_to_array(nullif(current_setting('linli.also', true), ''), ','))::uuid[])::uuid[])
  or area ^@ any ((select string_to_array(nullif(current_setting('linli.volunteers', true), ''), ','))::text[]));

create policy reader on city.volunteer_training for select using (
  party = any ((select (string_to_array(nullif(current_setting('linli.party', true), ''), ',')
    || string_to_array(nullif(current_setting('linli.also', true), ''), ','))::uuid[])::uuid[])
  or area ^@ any ((select string_to_array(nullif(current_setting('linli.volunteers', true), ''), ','))::text[]));

create policy reader on city.volunteer_honour for select using (
  party = any ((select (string_to_array(nullif(current_setting('linli.party', true), ''), ',')
    || string_to_array(nullif(current_setting('linli.also', true), ''), ','))::uuid[])::uuid[])
  or area ^@ any ((select string_to_array(nullif(current_setting('linli.volunteers', true), ''), ','))::text[]));

create policy reader on city.volunteer_shift_code for select using (
  area ^@ any ((select string_to_array(nullif(current_setting('linli.volunteers', true), ''), ','))::text[]));

create policy reader on city.volunteer_signup for select using (
  party = any ((select (string_to_array(nullif(current_setting('linli.party', true), ''), ',')
    || string_to_array(nullif(current_setting('linli.also', true), ''), ','))::uuid[])::uuid[])
  or area ^@ any ((select string_to_array(nullif(current_setting('linli.volunteers', true), ''), ','))::text[]));

create policy reader on city.volunteer_need for select using (
  requester = any ((select (string_to_array(nullif(current_setting('linli.party', true), ''), ',')
    || string_to_array(nullif(current_setting('linli.also', true), ''), ','))::uuid[])::uuid[])
  or area ^@ any ((select string_to_array(nullif(current_setting('linli.volunteers', true), ''), ','))::text[])
  or exists (select from city.volunteer_match m where m.need = volunteer_need.id and m.state <> 'withdrawn'));

create policy reader on city.volunteer_match for select using (
  party = any ((select (string_to_array(nullif(current_setting('linli.party', true), ''), ',')
    || string_to_array(nullif(current_setting('linli.also', true), ''), ','))::uuid[])::uuid[])
  or requester = any ((select (string_to_array(nullif(current_setting('linli.party', true), ''), ',')
    || string_to_array(nullif(current_setting('linli.also', true), ''), ','))::uuid[])::uuid[])
  or area ^@ any ((select string_to_array(nullif(current_setting('linli.volunteers', true), ''), ','))::text[]));

create policy reader on city.volunteer_service for select using (
  party = any ((select (string_to_array(nullif(current_setting('linli.party', true), ''), ',')
    || string_to_array(nullif(current_setting('linli.also', true), ''), ','))::uuid[])::uuid[])
  or requester = any ((select (string_to_array(nullif(current_setting('linli.party', true), ''), ',')
    || string_to_array(nullif(current_setting('linli.also', true), ''), ','))::uuid[])::uuid[])
  or area ^@ any ((select string_to_array(nullif(current_setting('linli.volunteers', true), ''), ','))::text[]));

create policy reader on city.volunteer_certificate for select using (
  party = any ((select (string_to_array(nullif(current_setting('linli.party', true), ''), ',')
    || string_to_array(nullif(current_setting('linli.also', true), ''), ','))::uuid[])::uuid[])
  or area ^@ any ((select string_to_array(nullif(current_setting('linli.volunteers', true), ''), ','))::text[]));
