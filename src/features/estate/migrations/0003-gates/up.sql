create table city.estate_gate (
  unit uuid primary key references city.estate_unit,
  why text not null check (why in ('repair-fund')),
  set_at timestamptz not null
);

alter table city.estate_gate enable row level security;

create policy reader on city.estate_gate for select using (
  exists (select from city.estate_unit u where u.id = unit));
