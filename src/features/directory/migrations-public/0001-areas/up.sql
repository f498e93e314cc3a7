create table public.area (
  path text collate "C" primary key check (path ~ '^([0-9]{2}|[0-9]{4}|[0-9]{6}|[0-9]{9}|[0-9]{12})$'),
  code12 text generated always as (rpad(path, 12, '0')) stored,
  parent text collate "C" references public.area,
  level text not null check (level in ('province', 'city', 'county', 'town', 'community')),
  kind text check (kind in ('urban', 'village')),
  name text not null check (name <> ''),
  place text not null check (place <> ''),
  search text not null,
  source text not null,
  from_date date not null,
  to_date date,
  check ((kind is not null) = (level = 'community')),
  check (parent is null or path like parent || '%'),
  check (to_date is null or to_date >= from_date)
);

create index area_parent on public.area (parent, path);

create table public.area_source (
  name text primary key,
  sha256 text not null,
  rows integer not null,
  loaded_at timestamptz not null
);
