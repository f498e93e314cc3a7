create table city.grid (
  path text collate "C" primary key check (path ~ '^[0-9]{12}[A-Z][0-9]{2}$'),
  community text collate "C" generated always as (left(path, 12)) stored,
  name text not null check (name <> ''),
  households integer check (households >= 0),
  demo boolean not null default false,
  from_date date not null,
  to_date date,
  merged_into text collate "C" references city.grid,
  check (to_date is null or to_date >= from_date),
  check (merged_into is null or to_date is not null)
);

create index grid_community on city.grid (community);

create table city.hotline (
  id uuid primary key,
  position integer not null unique check (position > 0),
  number text,
  name text,
  owner uuid references city.organisation,
  owner_slot integer check (owner_slot > 0),
  redirected_to text not null,
  since date,
  origin text not null check (origin in ('template', 'entered', 'import')),
  version integer not null default 1 check (version > 0)
);

create unique index hotline_number_key on city.hotline (number) where number is not null;

create table city.directory_head (
  id integer primary key check (id = 1),
  seq integer not null check (seq >= 0)
);

insert into city.directory_head (id, seq) values (1, 0);
