create table city.work_order (
  id uuid primary key,
  no text not null unique,
  version integer not null,
  facts integer not null,
  step text not null,
  round integer not null,
  turn integer not null,
  kind text not null,
  category text not null,
  urgent boolean not null,
  channel text not null,
  area text collate "C" not null,
  place text not null,
  title text not null,
  body text not null,
  lead uuid references city.organisation,
  units uuid[] not null,
  assignee uuid references city.party,
  requester uuid references city.party,
  pending text,
  confidential boolean not null,
  published boolean not null,
  public_title text not null default '',
  public_text text not null default '',
  received_at timestamptz not null,
  dispatched_at timestamptz,
  closed_at timestamptz,
  archived_at timestamptz,
  next_due_at timestamptz,
  ended boolean not null,
  locality text not null,
  source text not null default '',
  external_id text not null default '',
  track_hash bytea not null,
  state jsonb not null,
  search tsvector not null,
  public_search tsvector not null default '',
  check (not (published and confidential))
);

create unique index work_order_external on city.work_order (source, external_id) where external_id <> '';

create index work_order_queue on city.work_order (step, (coalesce(next_due_at, 'infinity')), id);

create index work_order_open_due on city.work_order ((coalesce(next_due_at, 'infinity')), id) where not ended;

create index work_order_due on city.work_order ((coalesce(next_due_at, 'infinity')), id);

create index work_order_received on city.work_order (received_at desc, id desc);

create index work_order_lead on city.work_order (lead, (coalesce(next_due_at, 'infinity')), id) where not ended;

create index work_order_units on city.work_order using gin (units);

create index work_order_assignee on city.work_order (assignee, (coalesce(next_due_at, 'infinity')), id) where assignee is not null;

create index work_order_area on city.work_order (area, received_at desc, id desc);

create index work_order_requester on city.work_order (requester, received_at desc, id desc) where requester is not null;

create index work_order_public on city.work_order (received_at desc, id desc) where published;

create index work_order_public_area on city.work_order (area, received_at desc, id desc) where published;

create index work_order_category on city.work_order (category, area, received_at desc);

create index work_order_search on city.work_order using gin (search);

create index work_order_public_search on city.work_order using gin (public_search) where published;

create table city.work_order_fact (
  order_id uuid not null references city.work_order,
  seq integer not null,
  at timestamptz not null,
  action text not null,
  by_party uuid,
  by_organisation uuid,
  by_role text not null,
  data jsonb not null,
  note text not null default '',
  seen_by text not null check (seen_by in ('public', 'requester', 'staff')),
  leaf bytea not null,
  primary key (order_id, seq)
);

create index work_order_fact_at on city.work_order_fact (at desc);

create table city.work_order_sealed (
  order_id uuid not null references city.work_order,
  seq integer not null,
  field text not null,
  sealed bytea not null,
  primary key (order_id, seq, field)
);

create table city.work_order_caller (
  order_id uuid primary key references city.work_order,
  name_sealed bytea,
  name_masked text not null default '',
  phone_sealed bytea,
  phone_blind bytea,
  phone_masked text not null default '',
  entered_by uuid references city.party
);

create index work_order_caller_phone on city.work_order_caller (phone_blind) where phone_blind is not null;

create table city.work_order_reveal (
  id bigint generated always as identity primary key,
  order_id uuid not null references city.work_order,
  party uuid not null,
  office uuid,
  reason text not null,
  at timestamptz not null
);

create index work_order_reveal_order on city.work_order_reveal (order_id, at desc);

create table city.work_order_file (
  order_id uuid not null references city.work_order,
  seq integer not null,
  file uuid not null,
  purpose text not null check (purpose in ('report', 'arrive', 'result')),
  public boolean not null default false,
  primary key (order_id, file)
);

create table city.work_order_link (
  order_id uuid not null references city.work_order,
  other uuid not null references city.work_order,
  why text not null,
  at timestamptz not null,
  primary key (order_id, other),
  check (order_id < other)
);

create index work_order_link_other on city.work_order_link (other);

create table city.work_order_round (
  order_id uuid not null references city.work_order,
  round integer not null,
  area text collate "C" not null,
  lead uuid,
  kind text not null,
  channel text not null,
  received_at timestamptz not null,
  contact_due_at timestamptz,
  contacted_at timestamptz,
  close_due_at timestamptz,
  closed_at timestamptz,
  resolved boolean,
  satisfaction text,
  primary key (order_id, round)
);

create index work_order_round_received on city.work_order_round (received_at);

create index work_order_round_closed on city.work_order_round (closed_at) where closed_at is not null;

create table city.work_order_month (
  month text primary key,
  published_at timestamptz not null,
  figures jsonb not null,
  leaf bytea not null
);

create table city.saved_view (
  id uuid primary key,
  owner uuid references city.party,
  role text,
  name text not null,
  query text not null,
  position integer not null default 0,
  created_at timestamptz not null,
  check ((owner is null) <> (role is null))
);

create unique index saved_view_owner_key on city.saved_view (owner, name) where owner is not null;

create unique index saved_view_role_key on city.saved_view (role, name) where role is not null;
