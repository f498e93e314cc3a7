create table city.work_order_import (
  id uuid primary key,
  file_name text not null,
  bytes integer not null,
  source text not null,
  area text collate "C" not null,
  map jsonb not null,
  dry_run boolean not null,
  state text not null check (state in ('waiting', 'running', 'ok', 'partly', 'failed')),
  rows_read integer not null default 0,
  attempts integer not null default 0,
  summary jsonb,
  why jsonb,
  created_by uuid not null references city.party,
  created_at timestamptz not null,
  ended_at timestamptz,
  check ((ended_at is null) = (state in ('waiting', 'running')))
);

create index work_order_import_newest on city.work_order_import (created_at desc, id desc);

create table city.work_order_import_part (
  import uuid not null references city.work_order_import,
  kind text not null check (kind in ('file', 'receipt')),
  part integer not null,
  data bytea not null,
  primary key (import, kind, part)
);

create table city.work_order_export (
  id bigint generated always as identity primary key,
  party uuid not null,
  office uuid,
  filter jsonb not null,
  rows integer not null,
  at timestamptz not null
);

create index work_order_export_newest on city.work_order_export (at desc);
