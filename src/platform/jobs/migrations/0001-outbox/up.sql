create table city.outbox (
  id bigint generated always as identity primary key,
  topic text not null,
  key text not null,
  payload jsonb not null,
  at timestamptz not null
);

create index outbox_key on city.outbox (key, id);

create table city.delivery (
  consumer text not null,
  event bigint not null,
  topic text not null,
  key text not null,
  payload jsonb not null,
  at timestamptz not null,
  attempts smallint not null default 0,
  next_at timestamptz not null,
  last_error text,
  primary key (consumer, event)
);

create index delivery_key on city.delivery (consumer, key, event);

create index delivery_due on city.delivery (next_at);

create table city.dead_delivery (
  consumer text not null,
  event bigint not null,
  topic text not null,
  key text not null,
  payload jsonb not null,
  at timestamptz not null,
  attempts smallint not null,
  last_error text not null,
  died_at timestamptz not null,
  primary key (consumer, event)
);
