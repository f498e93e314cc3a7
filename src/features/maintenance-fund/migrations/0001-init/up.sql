create table city.fund (
  estate uuid primary key references city.estate,
  area text collate "C" not null,
  name text not null check (name <> ''),
  book uuid not null unique references city.ledger_book,
  keeper uuid not null references city.organisation,
  banker uuid references city.organisation,
  bank text not null check (bank <> ''),
  bank_tail text not null,
  opened_on date not null,
  entries integer not null,
  opened_at timestamptz not null
);

create index fund_area on city.fund (area, name, estate);

create index fund_keeper on city.fund (keeper, area, name, estate);

create index fund_banker on city.fund (banker, area, name, estate) where banker is not null;

create table city.fund_unit (
  unit uuid primary key references city.estate_unit,
  estate uuid not null references city.fund,
  area text collate "C" not null,
  code text collate "C" not null,
  building text collate "C" not null,
  area_dm2 bigint not null check (area_dm2 >= 0),
  owner uuid not null unique references city.ledger_account,
  seller uuid unique references city.ledger_account,
  first_fen bigint check (first_fen > 0),
  first_on date,
  first_basis text,
  gone_on date,
  check ((first_fen is null) = (first_on is null))
);

create index fund_unit_estate on city.fund_unit (estate, code);

create table city.fund_entry (
  estate uuid not null references city.fund,
  seq integer not null,
  at timestamptz not null,
  action text not null,
  by_party uuid,
  by_organisation uuid,
  by_role text not null,
  effective_on date not null,
  posting uuid references city.ledger_posting,
  note text not null,
  data jsonb not null,
  leaf bytea not null,
  primary key (estate, seq)
);

alter table city.fund_unit enable row level security;

alter table city.fund_entry enable row level security;

create policy reader on city.fund_entry for select using (
  exists (select from city.fund f where f.estate = fund_entry.estate and (
    f.area ^@ any ((select string_to_array(nullif(current_setting('linli.funds', true), ''), ','))::text[])
    or array[f.keeper, f.banker] && (select string_to_array(nullif(current_setting('linli.fundkeepers', true), ''), ','))::uuid[])));

create policy reader on city.fund_unit for select using (
  area ^@ any ((select string_to_array(nullif(current_setting('linli.funds', true), ''), ','))::text[])
  or exists (select from city.fund f where f.estate = fund_unit.estate
    and array[f.keeper, f.banker] && (select string_to_array(nullif(current_setting('linli.fundkeepers', true), ''), ','))::uuid[])
  or exists (select from city.estate_title t where t.unit = fund_unit.unit and t.upto is null and t.voided_at is null
    and t.parties && (select (string_to_array(nullif(current_setting('linli.party', true), ''), ',')
      || string_to_array(nullif(current_setting('linli.also', true), ''), ','))::uuid[])));

create policy maintenance_fund on city.ledger_account for select using (
  kind = 'maintenance-fund' and (
    area ^@ any ((select string_to_array(nullif(current_setting('linli.funds', true), ''), ','))::text[])
    or exists (select from city.fund f where f.book = ledger_account.book
      and array[f.keeper, f.banker] && (select string_to_array(nullif(current_setting('linli.fundkeepers', true), ''), ','))::uuid[])
    or exists (select from city.fund_unit u where u.owner = ledger_account.id)));
