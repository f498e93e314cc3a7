create table city.identity_link (
  subject_blind bytea primary key,
  id uuid not null unique,
  party uuid not null references city.party,
  service text not null check (service <> ''),
  proof text not null check (proof in ('first', 'phone', 'session', 'password')),
  linked_at timestamptz not null
);

create index identity_link_party on city.identity_link (party);

create table city.identity_flow (
  key_hash bytea primary key,
  browser_hash bytea not null,
  kind text not null check (kind in ('ask', 'join', 'merge')),
  service text not null,
  sealed bytea,
  expires_at timestamptz not null,
  used_at timestamptz,
  check ((used_at is null) = (sealed is not null))
);

create index identity_flow_expires on city.identity_flow (expires_at);

create table city.session_origin (
  session uuid primary key references city.session (id) on delete cascade,
  service text not null,
  on_behalf uuid references city.party
);

create table city.party_merge (
  id uuid primary key,
  absorbed uuid not null references city.party,
  survivor uuid not null references city.party,
  merged_at timestamptz not null,
  undone_at timestamptz,
  undone_by uuid,
  check (absorbed <> survivor)
);

create unique index party_merge_absorbed_key on city.party_merge (absorbed) where undone_at is null;

create index party_merge_survivor on city.party_merge (survivor) where undone_at is null;
