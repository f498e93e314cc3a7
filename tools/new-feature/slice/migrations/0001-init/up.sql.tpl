create table city.__snake__ (
  id uuid primary key,
  area text not null,
  step text not null check (step in ('open', 'closed')),
  title text not null check (title <> ''),
  outcome text not null,
  version integer not null check (version > 0),
  opened_at timestamptz not null,
  check ((step = 'closed') = (outcome <> ''))
);

create index __snake___newest on city.__snake__ (opened_at desc, id desc);

create index __snake___area on city.__snake__ (area text_pattern_ops);

create table city.__snake___fact (
  id uuid not null references city.__snake__,
  seq integer not null check (seq > 0),
  at timestamptz not null,
  action text not null,
  by_party uuid,
  data jsonb not null,
  leaf bytea not null check (length(leaf) = 32),
  primary key (id, seq)
);
