create table city.fund_use_seller_part (
  use uuid not null references city.fund_use,
  unit uuid not null references city.fund_unit,
  code text collate "C" not null,
  building text collate "C" not null,
  area_dm2 bigint not null check (area_dm2 > 0),
  held_fen bigint not null check (held_fen > 0),
  paid_fen bigint check (paid_fen >= 0 and paid_fen <= held_fen),
  before_fen bigint check (before_fen >= paid_fen),
  primary key (use, unit),
  check ((paid_fen is null) = (before_fen is null))
);

create table city.fund_use_seller_short (
  use uuid not null references city.fund_use,
  unit uuid not null references city.fund_unit,
  code text collate "C" not null,
  fen bigint not null check (fen > 0),
  until date not null,
  primary key (use, unit)
);

alter table city.fund_use_seller_part enable row level security;

alter table city.fund_use_seller_short enable row level security;

create policy reader on city.fund_use_seller_part for select using (
  exists (select from city.fund_use u where u.id = use
    and u.area ^@ any ((select string_to_array(nullif(current_setting('linli.funduses', true), ''), ','))::text[])));

create policy reader on city.fund_use_seller_short for select using (
  exists (select from city.fund_use u where u.id = use
    and u.area ^@ any ((select string_to_array(nullif(current_setting('linli.funduses', true), ''), ','))::text[])));
