create table city.notification (
  id uuid primary key,
  party uuid not null references city.party,
  kind text not null check (kind ~ '^[a-z-]+:[a-z-]+$'),
  values jsonb not null check (jsonb_typeof(values) = 'object'),
  link text not null check (link = '' or link like '/%'),
  at timestamptz not null,
  read_at timestamptz,
  dedupe text not null,
  unique (party, dedupe)
);

create index notification_inbox on city.notification (party, at desc, id desc);

create index notification_unread on city.notification (party) where read_at is null;

create index notification_at on city.notification (at);

create table city.message (
  id uuid primary key,
  channel text not null check (channel in ('email', 'sms', 'wechat')),
  party uuid references city.party,
  address_sealed bytea,
  kind text not null check (kind ~ '^[a-z-]+:[a-z-]+$'),
  locale text not null,
  values jsonb not null check (jsonb_typeof(values) = 'object'),
  link text not null check (link = '' or link like '/%'),
  state text not null default 'waiting' check (state in ('waiting', 'sent', 'dead')),
  attempts integer not null default 0,
  next_at timestamptz not null,
  last_error text not null default '' check (length(last_error) <= 80),
  created_at timestamptz not null,
  ended_at timestamptz,
  dedupe text not null,
  unique (channel, dedupe),
  check (party is not null or address_sealed is not null or state <> 'waiting'),
  check ((state = 'waiting') = (ended_at is null)),
  check (state = 'waiting' or address_sealed is null)
);

create index message_due on city.message (next_at) where state = 'waiting';

create index message_ended on city.message (ended_at) where state <> 'waiting';
