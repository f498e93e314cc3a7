create table city.maintenance (
  id uuid primary key,
  starts_at timestamptz not null,
  ends_at timestamptz not null check (ends_at > starts_at),
  what text not null check (char_length(what) between 1 and 200),
  announced_at timestamptz not null,
  withdrawn_at timestamptz
);

create index maintenance_ahead on city.maintenance (ends_at) where withdrawn_at is null;
