create table city.journal_entry (
  id bigint generated always as identity primary key,
  leaf bytea not null unique check (octet_length(leaf) = 32),
  stream text not null check (stream ~ '^[a-z][a-z0-9-]*/[^[:space:]/]+$'),
  seq integer not null check (seq >= 1),
  body text not null check (octet_length(body) between 2 and 65535),
  idx bigint check (idx >= 0),
  at timestamptz not null,
  unique (stream, seq)
);

create unique index journal_entry_place on city.journal_entry (idx) where idx is not null;

create index journal_entry_waiting on city.journal_entry (id) where idx is null;

create table city.journal_tile (
  level integer not null check (level between 0 and 63),
  n bigint not null check (n >= 0),
  data bytea not null check (octet_length(data) between 32 and 8192 and octet_length(data) % 32 = 0),
  primary key (level, n)
);

create table city.journal_head (
  id integer primary key check (id = 1),
  size bigint not null check (size >= 0),
  root bytea not null check (octet_length(root) = 32),
  checkpoint text,
  signed_at timestamptz,
  epoch bigint not null check (epoch >= 0),
  check ((checkpoint is null) = (signed_at is null)),
  check ((checkpoint is null) = (epoch = 0))
);

insert into city.journal_head (id, size, root, epoch)
values (1, 0, decode('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', 'hex'), 0);

create table city.journal_salt (
  leaf bytea primary key,
  salts jsonb not null
);

create function city.journal_refuse() returns trigger language plpgsql as $$
begin
  raise exception 'the journal only grows: % on % is refused', tg_op, tg_table_name using errcode = 'restrict_violation';
end $$;

create trigger journal_entry_frozen before update on city.journal_entry for each row
  when (old.idx is not null or new.idx is null or new.id <> old.id or new.leaf <> old.leaf or new.stream <> old.stream
    or new.seq <> old.seq or new.body <> old.body or new.at <> old.at)
  execute function city.journal_refuse();

create trigger journal_entry_kept before delete or truncate on city.journal_entry for each statement
  execute function city.journal_refuse();

create trigger journal_head_grows before update on city.journal_head for each row
  when (new.size < old.size or new.epoch <= old.epoch)
  execute function city.journal_refuse();
