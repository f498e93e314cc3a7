create table city.demo (
  id integer primary key check (id = 1),
  done_at timestamptz not null
);
