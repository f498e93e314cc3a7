create table city.idempotency (
  actor text not null check (actor <> ''),
  key text not null check (length(key) between 1 and 255),
  route text not null,
  body_hash bytea not null check (length(body_hash) = 32),
  status int,
  answer bytea,
  at timestamptz not null,
  primary key (actor, key)
);

create index idempotency_at on city.idempotency (at);

create table city.rate_window (
  bucket text not null check (bucket <> ''),
  since timestamptz not null,
  until timestamptz not null check (until > since),
  n int not null check (n > 0),
  primary key (bucket, since)
);

create index rate_window_until on city.rate_window (until);
