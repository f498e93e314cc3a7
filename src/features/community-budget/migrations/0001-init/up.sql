create table city.community_budget (
  id uuid primary key,
  area text collate "C" not null,
  kind text not null check (kind in ('office', 'service')),
  book uuid unique references city.ledger_book,
  entries integer not null,
  opened_on date not null,
  unique (area, kind)
);

create table city.community_budget_grant (
  budget uuid not null references city.community_budget,
  year integer not null,
  fen bigint not null check (fen > 0),
  reason text not null,
  granted_on date not null,
  posting uuid not null unique references city.ledger_posting deferrable initially deferred,
  primary key (budget, year)
);

create table city.community_budget_report (
  budget uuid not null references city.community_budget,
  year integer not null,
  quarter integer not null check (quarter between 1 and 4),
  posted_on date not null,
  until date not null check (until > posted_on),
  place text not null check (place <> ''),
  sums jsonb not null,
  leaf bytea not null,
  primary key (budget, year, quarter)
);

create table city.community_expense (
  id uuid primary key,
  no text not null unique,
  version integer not null,
  budget uuid not null references city.community_budget,
  area text collate "C" not null,
  kind text not null check (kind in ('office', 'service')),
  year integer not null,
  category text not null,
  step text not null check (step in ('planned', 'approved', 'paid', 'withdrawn', 'reversed')),
  purpose text not null check (purpose <> ''),
  payee text not null check (payee <> ''),
  planned_fen bigint not null check (planned_fen > 0),
  paid_fen bigint check (paid_fen > 0 and paid_fen <= planned_fen),
  two_people boolean not null,
  planned_by uuid not null,
  approved_by uuid,
  paid_by uuid,
  hold uuid not null unique references city.ledger_transfer deferrable initially deferred,
  payment uuid unique references city.ledger_transfer deferrable initially deferred,
  planned_at timestamptz not null,
  paid_on date,
  check (approved_by <> planned_by),
  check (step in ('planned', 'withdrawn') or not two_people or approved_by is not null),
  check ((step in ('paid', 'reversed')) = (payment is not null)),
  check ((payment is null) = (paid_fen is null) and (payment is null) = (paid_on is null)
    and (payment is null) = (paid_by is null))
);

create index community_expense_newest on city.community_expense (planned_at desc, id desc);

create index community_expense_area on city.community_expense (area, planned_at desc, id desc);

create index community_expense_step on city.community_expense (step, planned_at desc, id desc);

create index community_expense_budget on city.community_expense (budget, planned_at desc, id desc);

create table city.community_budget_entry (
  budget uuid not null references city.community_budget,
  seq integer not null,
  at timestamptz not null,
  action text not null,
  by_party uuid,
  by_organisation uuid,
  by_role text not null,
  expense uuid references city.community_expense,
  year integer not null,
  fen bigint,
  note text not null,
  leaf bytea not null,
  primary key (budget, seq)
);

create index community_budget_entry_expense on city.community_budget_entry (expense, seq) where expense is not null;

alter table city.community_expense enable row level security;

alter table city.community_budget_entry enable row level security;

create policy reader on city.community_expense for select using (
  area ^@ any ((select string_to_array(nullif(current_setting('linli.budgets', true), ''), ','))::text[]));

create policy reader on city.community_budget_entry for select using (
  exists (select from city.community_budget b where b.id = budget
    and b.area ^@ any ((select string_to_array(nullif(current_setting('linli.budgets', true), ''), ','))::text[])));

create policy community_budget on city.ledger_account for select using (kind = 'community-budget');
