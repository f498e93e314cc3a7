create table city.file (
  id uuid primary key,
  owner text not null check (owner <> ''),
  purpose text not null check (purpose <> ''),
  mime text not null,
  width integer not null check (width > 0),
  height integer not null check (height > 0),
  bytes integer not null check (bytes > 0),
  sha256 bytea not null check (length(sha256) = 32),
  shown_sha256 bytea not null check (length(shown_sha256) = 32),
  created_at timestamptz not null,
  created_by uuid
);

create index file_owner on city.file (owner, created_at);

create table city.file_blob (
  file uuid not null references city.file on delete cascade,
  variant text not null check (variant in ('original', 'shown', 'thumb')),
  part integer not null check (part >= 0),
  data bytea not null check (length(data) between 1 and 1048576),
  primary key (file, variant, part)
);

alter table city.file_blob alter column data set storage external;
