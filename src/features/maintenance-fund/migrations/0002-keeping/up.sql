alter table city.fund_unit
  add column taken_fen bigint check (taken_fen >= 0),
  add column seller_taken_fen bigint check (seller_taken_fen >= 0);

create table city.fund_reference (
  posting uuid primary key references city.ledger_posting,
  estate uuid not null references city.fund,
  reference text collate "C" not null check (reference <> ''),
  unique (estate, reference)
);

create table city.fund_use_name (
  use uuid primary key,
  estate uuid not null references city.fund,
  no text not null,
  title text not null
);

create table city.fund_bond (
  id uuid primary key,
  estate uuid not null references city.fund,
  name text not null check (name <> ''),
  fen bigint not null check (fen > 0),
  bought_on date not null,
  matures_on date not null,
  decision text not null check (decision <> ''),
  bought uuid not null unique references city.ledger_posting,
  redeemed_on date,
  interest_fen bigint check (interest_fen >= 0),
  redeemed uuid unique references city.ledger_posting,
  check (matures_on > bought_on),
  check (redeemed_on >= matures_on),
  check ((redeemed is null) = (redeemed_on is null) and (redeemed is null) = (interest_fen is null))
);

create index fund_bond_estate on city.fund_bond (estate, bought_on);

create table city.fund_proposal (
  id uuid primary key,
  estate uuid not null references city.fund,
  kind text not null check (kind in ('adjust', 'reverse', 'refund', 'bonds')),
  fen bigint not null check (fen > 0),
  data jsonb not null,
  note text not null,
  proposed_by uuid not null,
  proposed_at timestamptz not null,
  state text not null check (state in ('open', 'done', 'refused')),
  decided_by uuid,
  decided_at timestamptz,
  posting uuid references city.ledger_posting,
  check ((state = 'open') = (decided_by is null)),
  constraint fund_proposal_two_people check (decided_by <> proposed_by),
  check ((state = 'done') = (posting is not null))
);

create index fund_proposal_open on city.fund_proposal (estate, proposed_at) where state = 'open';

create table city.fund_statement (
  id uuid primary key,
  estate uuid not null references city.fund,
  from_on date not null,
  to_on date not null,
  opening_fen bigint not null check (opening_fen >= 0),
  closing_fen bigint not null check (closing_fen >= 0),
  lines integer not null check (lines >= 0),
  digest bytea not null check (octet_length(digest) = 32),
  imported_at timestamptz not null,
  leaf bytea not null,
  check (to_on >= from_on),
  unique (estate, digest)
);

create index fund_statement_newest on city.fund_statement (estate, to_on desc, id desc);

create table city.fund_line (
  id uuid primary key,
  statement uuid not null references city.fund_statement,
  estate uuid not null references city.fund,
  place integer not null check (place > 0),
  on_day date not null,
  fen bigint not null check (fen <> 0),
  reference text collate "C" not null check (reference <> ''),
  words text not null,
  posting uuid unique references city.ledger_posting,
  how text check (how in ('reference', 'amount', 'clerk', 'booked')),
  matched_at timestamptz,
  matched_by uuid,
  unique (estate, on_day, reference, fen),
  check ((posting is null) = (how is null))
);

create index fund_line_waiting on city.fund_line (estate, on_day, id) where posting is null;

create index fund_line_statement on city.fund_line (statement, place);

create table city.fund_paper (
  id uuid primary key,
  estate uuid not null references city.fund,
  scope text not null check (scope in ('unit', 'building', 'fund')),
  unit uuid references city.estate_unit,
  building text,
  from_on date not null,
  to_on date not null,
  issued_at timestamptz not null,
  by_party uuid not null,
  content bytea not null,
  digest bytea not null check (octet_length(digest) = 32),
  leaf bytea not null,
  check (to_on >= from_on),
  check ((scope = 'unit') = (unit is not null) and (scope = 'building') = (building is not null))
);

create index fund_paper_estate on city.fund_paper (estate, issued_at desc, id desc);

alter table city.fund_reference enable row level security;

alter table city.fund_bond enable row level security;

alter table city.fund_proposal enable row level security;

alter table city.fund_statement enable row level security;

alter table city.fund_line enable row level security;

alter table city.fund_paper enable row level security;

create policy reader on city.fund_reference for select using (
  exists (select from city.fund f where f.estate = fund_reference.estate and (
    f.area ^@ any ((select string_to_array(nullif(current_setting('linli.funds', true), ''), ','))::text[])
    or array[f.keeper, f.banker] && (select string_to_array(nullif(current_setting('linli.fundkeepers', true), ''), ','))::uuid[])));

create policy reader on city.fund_bond for select using (
  exists (select from city.fund f where f.estate = fund_bond.estate and (
    f.area ^@ any ((select string_to_array(nullif(current_setting('linli.funds', true), ''), ','))::text[])
    or array[f.keeper, f.banker] && (select string_to_array(nullif(current_setting('linli.fundkeepers', true), ''), ','))::uuid[])));

create policy reader on city.fund_proposal for select using (
  exists (select from city.fund f where f.estate = fund_proposal.estate and (
    f.area ^@ any ((select string_to_array(nullif(current_setting('linli.funds', true), ''), ','))::text[])
    or array[f.keeper, f.banker] && (select string_to_array(nullif(current_setting('linli.fundkeepers', true), ''), ','))::uuid[])));

create policy reader on city.fund_statement for select using (
  exists (select from city.fund f where f.estate = fund_statement.estate and (
    f.area ^@ any ((select string_to_array(nullif(current_setting('linli.funds', true), ''), ','))::text[])
    or array[f.keeper, f.banker] && (select string_to_array(nullif(current_setting('linli.fundkeepers', true), ''), ','))::uuid[])));

create policy reader on city.fund_line for select using (
  exists (select from city.fund f where f.estate = fund_line.estate and (
    f.area ^@ any ((select string_to_array(nullif(current_setting('linli.funds', true), ''), ','))::text[])
    or array[f.keeper, f.banker] && (select string_to_array(nullif(current_setting('linli.fundkeepers', true), ''), ','))::uuid[])));

create policy reader on city.fund_paper for select using (
  by_party = any ((select string_to_array(nullif(current_setting('linli.party', true), ''), ','))::uuid[])
  or exists (select from city.fund f where f.estate = fund_paper.estate and (
    f.area ^@ any ((select string_to_array(nullif(current_setting('linli.funds', true), ''), ','))::text[])
    or array[f.keeper, f.banker] && (select string_to_array(nullif(current_setting('linli.fundkeepers', true), ''), ','))::uuid[])));
