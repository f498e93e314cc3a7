create table city.second_factor (
  party uuid primary key references city.party,
  secret_sealed bytea not null,
  made_at timestamptz not null,
  confirmed_at timestamptz
);

create table city.used_step (
  party uuid not null references city.party,
  step bigint not null check (step > 0),
  used_at timestamptz not null,
  primary key (party, step)
);

create index used_step_at on city.used_step (used_at);

create table city.recovery_code (
  party uuid not null references city.party,
  code_blind bytea not null check (octet_length(code_blind) = 32),
  made_at timestamptz not null,
  used_at timestamptz,
  primary key (party, code_blind)
);

create table city.half_session (
  token_hash bytea primary key,
  party uuid not null references city.party,
  needs text[] not null check (cardinality(needs) > 0 and needs <@ array['code', 'enrol', 'password']),
  made_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  check (expires_at <= made_at + interval '10 minutes')
);

create index half_session_expires on city.half_session (expires_at);

create table city.known_device (
  device_blind bytea not null,
  party uuid not null references city.party,
  seen_at timestamptz not null,
  primary key (device_blind, party)
);

create index known_device_seen on city.known_device (seen_at);

create table city.account_link (
  token_hash bytea primary key,
  id uuid not null unique,
  party uuid not null references city.party,
  username text not null,
  purpose text not null check (purpose in ('invite', 'reset')),
  made_at timestamptz not null,
  made_by uuid,
  expires_at timestamptz not null,
  used_at timestamptz,
  revoked_at timestamptz
);

create unique index account_link_open on city.account_link (party) where used_at is null and revoked_at is null;

alter table city.session add column proved_at timestamptz;

update city.session set proved_at = created_at where realm = 'staff';
