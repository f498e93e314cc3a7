create table city.personal_use (
  id bigint generated always as identity primary key,
  purpose text not null check (purpose <> ''),
  party uuid not null,
  office uuid,
  subject text not null check (subject like '%/%'),
  fields text[] not null,
  reason text not null check (reason <> ''),
  at timestamptz not null
);

create index personal_use_subject on city.personal_use (subject, at desc);

create index personal_use_at on city.personal_use (at);

create table city.publication_hold (
  id uuid primary key,
  subject text not null check (subject like '%/%'),
  words_blind bytea not null,
  words_sealed bytea not null,
  shown text not null,
  found jsonb not null,
  reason text not null check (reason <> ''),
  asked_by uuid not null,
  asked_at timestamptz not null,
  decided_by uuid,
  decided_at timestamptz,
  released boolean,
  answer text not null default '',
  unique (subject, words_blind),
  check ((decided_by is null) = (decided_at is null) and (decided_at is null) = (released is null)),
  check (decided_by is null or (decided_by <> asked_by and answer <> ''))
);

create index publication_hold_open on city.publication_hold (asked_at, id) where decided_at is null;

create table city.legal_hold (
  id uuid primary key,
  subject text not null check (subject ~ '^(party|work-order)/'),
  reason text not null check (reason <> ''),
  placed_by uuid not null,
  placed_at timestamptz not null,
  lifted_by uuid,
  lifted_at timestamptz,
  check ((lifted_by is null) = (lifted_at is null))
);

create unique index legal_hold_open on city.legal_hold (subject) where lifted_at is null;

create table city.consent (
  id uuid primary key,
  party uuid not null references city.party,
  topic text not null check (topic <> ''),
  version text not null check (version <> ''),
  channel text not null check (channel in ('web', 'desk')),
  given_at timestamptz not null,
  withdrawn_at timestamptz,
  withdrawn_channel text check (withdrawn_channel in ('web', 'desk')),
  check ((withdrawn_at is null) = (withdrawn_channel is null)),
  check (withdrawn_at is null or withdrawn_at >= given_at)
);

create unique index consent_open on city.consent (party, topic) where withdrawn_at is null;

create index consent_party on city.consent (party, given_at desc);

create table city.session_proof (
  session uuid primary key,
  party uuid not null references city.party,
  at timestamptz not null
);

create table city.personal_export (
  id uuid primary key,
  party uuid not null references city.party,
  state text not null check (state in ('waiting', 'ready', 'over', 'failed')),
  asked_at timestamptz not null,
  ready_at timestamptz,
  until timestamptz
);

create unique index personal_export_running on city.personal_export (party) where state = 'waiting';

create index personal_export_party on city.personal_export (party, asked_at desc);

create index personal_export_until on city.personal_export (until) where until is not null;

create table city.personal_export_part (
  export uuid not null references city.personal_export on delete cascade,
  kind text not null check (kind in ('json', 'pdf')),
  part integer not null check (part >= 0),
  data bytea not null,
  primary key (export, kind, part)
);

create table city.personal_export_link (
  token_hash bytea primary key,
  export uuid not null references city.personal_export on delete cascade,
  kind text not null check (kind in ('json', 'pdf')),
  until timestamptz not null,
  used_at timestamptz
);

create index personal_export_link_export on city.personal_export_link (export);

create table city.erase_request (
  party uuid primary key references city.party,
  asked_at timestamptz not null,
  done_at timestamptz
);

create index erase_request_waiting on city.erase_request (asked_at) where done_at is null;

create table city.processing_record (
  version integer primary key check (version > 0),
  digest bytea not null unique check (octet_length(digest) = 32),
  body jsonb not null,
  at timestamptz not null,
  leaf bytea not null
);

create table city.reseal (
  place text primary key,
  key_id bytea not null,
  done_at timestamptz not null
);
