create table city.clock (
  subject uuid not null,
  kind text not null,
  round integer not null,
  turn integer not null,
  name text not null,
  anchor_at timestamptz,
  due_at timestamptz,
  provisional boolean not null default false,
  running boolean not null,
  stopped_at timestamptz,
  cancelled_at timestamptz,
  calendar text not null,
  detail jsonb not null,
  escalations jsonb not null,
  fired text[] not null default '{}',
  next_at timestamptz,
  primary key (subject, round, turn, name),
  check (not running or (stopped_at is null and cancelled_at is null))
);

create index clock_next on city.clock (next_at) where next_at is not null;

create index clock_due on city.clock (kind, due_at) where running;

create index clock_provisional on city.clock (kind, subject) where provisional and running;

create table city.clock_step (
  subject uuid not null,
  round integer not null,
  turn integer not null,
  name text not null,
  level text not null,
  at timestamptz not null,
  fired_at timestamptz not null,
  primary key (subject, round, turn, name, level)
);

create table city.clock_change (
  id bigint generated always as identity primary key,
  subject uuid not null,
  kind text not null,
  round integer not null,
  turn integer not null,
  name text not null,
  due_before timestamptz,
  due_after timestamptz,
  why text not null,
  at timestamptz not null
);

create index clock_change_at on city.clock_change (at desc, id desc);
