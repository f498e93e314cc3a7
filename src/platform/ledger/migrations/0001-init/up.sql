create table city.ledger_book (
  id uuid primary key,
  kind text not null check (kind ~ '^[a-z][a-z-]*$'),
  unit text not null check (unit in ('fen', 'minute')),
  area text collate "C" not null,
  subject uuid not null,
  opened_at timestamptz not null,
  unique (kind, subject)
);

create table city.ledger_account (
  id uuid primary key,
  book uuid not null references city.ledger_book,
  kind text not null,
  area text collate "C" not null,
  path text collate "C" not null check (path <> ''),
  subject uuid,
  gathers boolean not null,
  balance bigint not null check (abs(balance) <= 1000000000000000),
  held bigint not null check (held >= 0),
  coming bigint not null check (coming >= 0),
  lowest bigint,
  highest bigint,
  moves integer not null check (moves >= 0),
  opened_at timestamptz not null,
  closed_at timestamptz,
  unique (book, path),
  constraint ledger_account_covered check (lowest is null or balance - held >= lowest),
  constraint ledger_account_within check (highest is null or balance + coming <= highest),
  constraint ledger_account_closed_empty check (closed_at is null or (balance = 0 and held = 0 and coming = 0))
) with (fillfactor = 70);

create index ledger_account_subject on city.ledger_account (subject) where subject is not null;

create table city.ledger_posting (
  id uuid primary key,
  book uuid not null references city.ledger_book,
  kind text not null check (kind ~ '^[a-z][a-z-]*$'),
  matter text check (matter ~ '^[a-z][a-z0-9-]*/[^[:space:]/]+$'),
  effective_on date not null,
  recorded_at timestamptz not null,
  lines integer not null check (lines > 0),
  digest bytea not null check (octet_length(digest) = 32),
  leaf bytea not null check (octet_length(leaf) = 32)
);

create index ledger_posting_book on city.ledger_posting (book, recorded_at, id);

create index ledger_posting_matter on city.ledger_posting (matter) where matter is not null;

create table city.ledger_transfer (
  id uuid primary key,
  posting uuid not null,
  line integer not null check (line > 0),
  kind text not null check (kind in ('move', 'hold', 'settle', 'void', 'reverse')),
  from_account uuid not null,
  to_account uuid not null,
  amount bigint not null check (amount > 0 and amount <= 1000000000000000),
  ends uuid references city.ledger_transfer,
  expires_at timestamptz,
  effective_on date not null,
  recorded_at timestamptz not null,
  check (from_account <> to_account),
  check ((ends is not null) = (kind in ('settle', 'void', 'reverse'))),
  check (expires_at is null or kind = 'hold')
);

create unique index ledger_transfer_ends on city.ledger_transfer (ends) where ends is not null;

create index ledger_transfer_posting on city.ledger_transfer (posting, line);

create index ledger_transfer_from on city.ledger_transfer (from_account, effective_on);

create index ledger_transfer_to on city.ledger_transfer (to_account, effective_on);

create table city.ledger_hold (
  transfer uuid primary key references city.ledger_transfer,
  book uuid not null references city.ledger_book,
  expires_at timestamptz
);

create index ledger_hold_expiry on city.ledger_hold (expires_at) where expires_at is not null;

create table city.ledger_day (
  account uuid not null references city.ledger_account,
  effective_on date not null,
  recorded_on date not null,
  net bigint not null,
  primary key (account, effective_on, recorded_on)
);

create function city.ledger_refuse() returns trigger language plpgsql as $$
begin
  raise exception 'the ledger only grows: % on % is refused', tg_op, tg_table_name using errcode = 'restrict_violation';
end $$;

create trigger ledger_posting_kept before update or delete or truncate on city.ledger_posting for each statement
  execute function city.ledger_refuse();

create trigger ledger_transfer_kept before update or delete or truncate on city.ledger_transfer for each statement
  execute function city.ledger_refuse();

create trigger ledger_account_kept before delete or truncate on city.ledger_account for each statement
  execute function city.ledger_refuse();

create trigger ledger_account_frozen before update on city.ledger_account for each row
  when (old.id <> new.id or old.book <> new.book or old.path <> new.path or old.kind <> new.kind
    or old.gathers <> new.gathers or old.opened_at <> new.opened_at or old.subject is distinct from new.subject)
  execute function city.ledger_refuse();

create trigger ledger_book_kept before update or delete or truncate on city.ledger_book for each statement
  execute function city.ledger_refuse();

alter table city.ledger_account enable row level security;

alter table city.ledger_posting enable row level security;

alter table city.ledger_transfer enable row level security;

alter table city.ledger_day enable row level security;

alter table city.ledger_hold enable row level security;

create policy reader on city.ledger_transfer for select using (
  exists (select from city.ledger_account a where a.id in (from_account, to_account) and not a.gathers));

create policy reader on city.ledger_posting for select using (
  exists (select from city.ledger_transfer t where t.posting = ledger_posting.id));

create policy reader on city.ledger_day for select using (
  exists (select from city.ledger_account a where a.id = account));

create policy reader on city.ledger_hold for select using (
  exists (select from city.ledger_transfer t where t.id = transfer));
