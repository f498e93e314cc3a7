create table city.party (
  id uuid primary key,
  kind text not null check (kind in ('person', 'organisation')),
  name_sealed bytea,
  name_masked text not null default '',
  phone_sealed bytea,
  phone_blind bytea,
  phone_masked text not null default '',
  id_sealed bytea,
  id_blind bytea,
  id_masked text not null default '',
  level text not null default 'L0' check (level in ('L0', 'L1', 'L2', 'L3')),
  created_at timestamptz not null,
  erased_at timestamptz,
  check ((phone_sealed is null) = (phone_blind is null)),
  check ((id_sealed is null) = (id_blind is null)),
  check (erased_at is null or (name_sealed is null and phone_sealed is null and id_sealed is null
    and name_masked = '' and phone_masked = '' and id_masked = ''))
);

create unique index party_phone_key on city.party (phone_blind) where phone_blind is not null;

create unique index party_id_key on city.party (id_blind) where id_blind is not null;

create table city.organisation (
  id uuid primary key,
  name text not null check (name <> ''),
  kind text not null check (kind <> ''),
  uscc text,
  area text not null,
  parent uuid references city.organisation,
  from_date date not null,
  to_date date,
  check (to_date is null or to_date >= from_date),
  check (parent is null or parent <> id)
);

create unique index organisation_uscc_key on city.organisation (uscc) where uscc is not null;

create unique index organisation_name_key on city.organisation (kind, area, name) where to_date is null;

create index organisation_area on city.organisation (area text_pattern_ops);

create index organisation_parent on city.organisation (parent) where parent is not null;

create table city.office (
  id uuid primary key,
  party uuid not null references city.party,
  organisation uuid not null references city.organisation,
  role text not null check (role <> ''),
  area text not null,
  from_date date not null,
  to_date date,
  granted_at timestamptz not null,
  granted_by uuid,
  check (to_date is null or to_date >= from_date)
);

create unique index office_open_key on city.office (party, organisation, role, area) where to_date is null;

create index office_party on city.office (party);

create index office_organisation on city.office (organisation);

create index office_area on city.office (area text_pattern_ops, role);

create table city.credential (
  party uuid primary key references city.party,
  username text not null,
  password_hash text not null,
  changed_at timestamptz not null
);

create unique index credential_username_key on city.credential (username);

create table city.sign_in_lock (
  key bytea primary key,
  failed integer not null,
  tried_at timestamptz not null,
  locked_until timestamptz
);

create table city.session (
  token_hash bytea primary key,
  id uuid not null unique,
  party uuid not null references city.party,
  realm text not null check (realm in ('resident', 'staff')),
  created_at timestamptz not null,
  seen_at timestamptz not null,
  idle_until timestamptz not null,
  absolute_until timestamptz not null,
  agent text not null default '' check (length(agent) <= 120),
  revoked_at timestamptz
);

create index session_party on city.session (party) where revoked_at is null;

create index session_absolute on city.session (absolute_until);

create table city.one_time_code (
  request_hash bytea primary key,
  phone_blind bytea not null,
  phone_sealed bytea,
  purpose text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  tries integer not null default 0,
  used_at timestamptz,
  check (used_at is null or phone_sealed is null)
);

create index one_time_code_expires on city.one_time_code (expires_at);

create table city.code_quota (
  phone_blind bytea primary key,
  sent timestamptz[] not null,
  last_at timestamptz not null
);

create table city.sign_in_link (
  token_hash bytea primary key,
  party uuid not null references city.party,
  realm text not null check (realm in ('resident', 'staff')),
  expires_at timestamptz not null,
  used_at timestamptz
);

create index sign_in_link_expires on city.sign_in_link (expires_at);

create table city.vault_mark (
  "only" boolean primary key default true check ("only"),
  fingerprint text not null
);
