create table city.rule_value (
  id bigint generated always as identity primary key,
  key text not null check (key <> ''),
  value jsonb not null,
  from_date date not null,
  to_date date,
  basis jsonb not null,
  reason text not null check (reason <> ''),
  entered_by uuid,
  entered_at timestamptz not null,
  check (to_date is null or to_date >= from_date)
);

create index rule_value_key on city.rule_value (key, from_date, id);

create table city.rule_conflict (
  key text not null,
  day date not null,
  weaker jsonb not null,
  stricter jsonb not null,
  noticed_at timestamptz not null,
  primary key (key, day, weaker, stricter)
);
