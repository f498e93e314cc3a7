create table public.calendar_head (
  id integer primary key check (id = 1),
  version bigint not null check (version >= 0),
  digest text not null
);

insert into public.calendar_head (id, version, digest) values (1, 0, '');

create table public.calendar_year (
  year integer primary key check (year between 1900 and 2200),
  notices text[] not null,
  origin text not null check (origin in ('shipped', 'import')),
  sha256 text not null,
  version bigint not null check (version > 0),
  loaded_at timestamptz not null
);

create table public.calendar_day (
  year integer not null references public.calendar_year,
  date date not null,
  off boolean not null,
  name text not null check (name <> ''),
  primary key (year, date),
  check (date between make_date(year - 1, 12, 1) and make_date(year, 12, 31))
);

create table public.calendar_change (
  version bigint not null,
  year integer not null,
  from_date date not null,
  to_date date not null,
  notices text[] not null,
  changed_at timestamptz not null,
  primary key (version, year),
  check (to_date >= from_date)
);
