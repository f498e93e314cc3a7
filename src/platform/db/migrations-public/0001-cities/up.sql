create table public.city (
  code text primary key check (code ~ '^[0-9]{6}$'),
  name text not null check (name <> ''),
  schema text not null unique,
  demo boolean not null default false,
  created_at timestamptz not null
);

create table public.demo_lock (
  id integer primary key check (id = 1)
);

insert into public.demo_lock (id) values (1);
