create table city.fund_housing (
  unit uuid primary key references city.fund_unit,
  estate uuid not null references city.fund,
  seller text not null check (seller <> ''),
  sale_fen bigint not null check (sale_fen > 0),
  tall boolean not null,
  sold_on date not null,
  first_fen bigint not null check (first_fen >= 0),
  due_on date not null check (due_on >= sold_on),
  basis text not null check (basis <> ''),
  recorded_at timestamptz not null
);

create index fund_housing_estate on city.fund_housing (estate);

alter table city.fund_housing enable row level security;

create policy reader on city.fund_housing for select using (
  exists (select from city.fund f where f.estate = fund_housing.estate and (
    f.area ^@ any ((select string_to_array(nullif(current_setting('linli.funds', true), ''), ','))::text[])
    or array[f.keeper, f.banker] && (select string_to_array(nullif(current_setting('linli.fundkeepers', true), ''), ','))::uuid[])));
