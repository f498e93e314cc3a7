create table city.fund_use (
  id uuid primary key,
  no text not null unique,
  version integer not null,
  facts integer not null,
  step text not null,
  estate uuid not null,
  area text collate "C" not null,
  part text not null,
  emergency boolean not null,
  title text not null,
  body text not null,
  measures text not null,
  procedure text not null,
  applied_at timestamptz not null,
  changed_at timestamptz not null,
  posted_until date,
  open_objections integer not null,
  ended boolean not null,
  state jsonb not null
);

create index fund_use_newest on city.fund_use (applied_at desc, id desc);

create index fund_use_area on city.fund_use (area, applied_at desc, id desc);

create index fund_use_step on city.fund_use (step, applied_at desc, id desc);

create index fund_use_estate on city.fund_use (estate, applied_at desc, id desc);

create table city.fund_use_fact (
  use uuid not null references city.fund_use,
  seq integer not null,
  at timestamptz not null,
  action text not null,
  by_party uuid,
  by_organisation uuid,
  by_role text not null,
  data jsonb not null,
  record text not null default '',
  note text not null default '',
  seen_by text not null check (seen_by in ('public', 'staff')),
  leaf bytea not null,
  primary key (use, seq)
);

create index fund_use_fact_party on city.fund_use_fact (by_party) where seen_by = 'staff';

create table city.fund_use_file (
  use uuid not null,
  seq integer not null,
  file uuid not null,
  seen_by text not null check (seen_by in ('public', 'staff')),
  primary key (use, file),
  foreign key (use, seq) references city.fund_use_fact deferrable initially deferred
);

create index fund_use_file_file on city.fund_use_file (file);

create table city.fund_use_warrant (
  use uuid primary key references city.fund_use,
  kind text not null check (kind in ('vote', 'emergency')),
  seq integer not null,
  vote uuid,
  motion integer,
  leaf bytea,
  unique (vote, motion),
  foreign key (vote, motion) references city.owners_vote_motion,
  foreign key (use, seq) references city.fund_use_fact deferrable initially deferred,
  check ((kind = 'vote') = (vote is not null and motion is not null and leaf is not null))
);

create table city.fund_use_called (
  use uuid primary key references city.fund_use,
  vote uuid not null references city.owners_vote,
  no text not null
);

create table city.fund_use_hold (
  posting uuid primary key references city.ledger_posting deferrable initially deferred,
  use uuid not null references city.fund_use_warrant,
  fen bigint not null check (fen > 0),
  proposed_by uuid,
  approved_by uuid,
  two_people boolean not null,
  at timestamptz not null,
  check (not two_people or (proposed_by is not null and approved_by is not null and proposed_by <> approved_by))
);

create index fund_use_hold_use on city.fund_use_hold (use);

create table city.fund_use_payment (
  use uuid primary key references city.fund_use_warrant,
  posting uuid not null unique references city.ledger_posting deferrable initially deferred,
  fen bigint not null check (fen > 0),
  proposed_by uuid,
  approved_by uuid,
  two_people boolean not null,
  at timestamptz not null,
  check (not two_people or (proposed_by is not null and approved_by is not null and proposed_by <> approved_by))
);

create table city.fund_use_part (
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

create index fund_use_part_unit on city.fund_use_part (unit);

create table city.fund_use_short (
  use uuid not null references city.fund_use,
  unit uuid not null references city.fund_unit,
  code text collate "C" not null,
  developer boolean not null,
  fen bigint not null check (fen > 0),
  until date not null,
  primary key (use, unit)
);

create index fund_use_short_unit on city.fund_use_short (unit);

create function city.fund_use_standing(used uuid) returns boolean language plpgsql as $$
declare
  w city.fund_use_warrant;
begin
  select * into w from city.fund_use_warrant where use = used;
  if not found then return false; end if;
  if w.kind = 'emergency' then
    return exists (select from city.fund_use_fact f where f.use = used and f.seq = w.seq and f.action = 'confirm');
  end if;
  perform from city.owners_vote v where v.id = w.vote for share;
  return exists (select from city.owners_vote v
    join city.owners_vote_motion m on m.vote = v.id and m.no = w.motion and m.item = 5
    join city.owners_vote_fact c on c.vote = v.id and c.action = 'count' and c.leaf = w.leaf
    where v.id = w.vote and v.step = 'settled' and exists (
      select from jsonb_array_elements(c.data -> 'results') r
      where (r ->> 'no')::integer = w.motion and r ->> 'result' = 'passed'));
end $$;

create function city.fund_use_guard_hold() returns trigger language plpgsql as $$
begin
  if not city.fund_use_standing(new.use) then
    raise exception 'money is set aside on a passed motion or a confirmed emergency only' using errcode = 'check_violation';
  end if;
  return new;
end $$;

create function city.fund_use_guard_payment() returns trigger language plpgsql as $$
begin
  if not city.fund_use_standing(new.use) then
    raise exception 'money is paid on a passed motion or a confirmed emergency only' using errcode = 'check_violation';
  end if;
  if new.fen > (select coalesce(sum(h.fen), 0) from city.fund_use_hold h where h.use = new.use) then
    raise exception 'more is paid than was set aside' using errcode = 'check_violation';
  end if;
  if not exists (select from city.fund_use u where u.id = new.use and u.step in ('cleared', 'paid')) then
    raise exception 'a use is paid once it is cleared' using errcode = 'check_violation';
  end if;
  return new;
end $$;

create function city.fund_use_guard_posting() returns trigger language plpgsql as $$
begin
  if not exists (select from city.ledger_book b where b.id = new.book and b.kind = 'maintenance-fund') then
    return new;
  end if;
  if new.kind = 'use-hold' and not exists (select from city.fund_use_hold h
    where h.posting = new.id and new.matter = 'fund-use/' || h.use) then
    raise exception 'a hold of the fund belongs to an approved use' using errcode = 'check_violation';
  end if;
  if new.kind = 'use-pay' and not exists (select from city.fund_use_payment p
    where p.posting = new.id and new.matter = 'fund-use/' || p.use) then
    raise exception 'a payment of the fund belongs to an approved use' using errcode = 'check_violation';
  end if;
  return new;
end $$;

-- At the end of the transaction, since posting and transfers are written in one statement.
create function city.fund_use_guard_transfer() returns trigger language plpgsql as $$
begin
  if exists (select from city.ledger_posting p join city.ledger_book b on b.id = p.book
    where p.id = new.posting and b.kind = 'maintenance-fund'
      and not (p.kind = 'use-pay' or (p.kind = 'use-hold' and new.kind = 'hold'))) then
    raise exception 'the fund holds and pays for approved uses only' using errcode = 'check_violation';
  end if;
  return null;
end $$;

create function city.fund_use_refuse() returns trigger language plpgsql as $$
begin
  raise exception 'what money stands on is kept: % on % is refused', tg_op, tg_table_name using errcode = 'restrict_violation';
end $$;

create trigger fund_use_hold_guarded before insert on city.fund_use_hold for each row
  execute function city.fund_use_guard_hold();

create trigger fund_use_payment_guarded before insert on city.fund_use_payment for each row
  execute function city.fund_use_guard_payment();

create trigger fund_use_posting_guarded before insert on city.ledger_posting for each row
  when (new.kind in ('use-hold', 'use-pay')) execute function city.fund_use_guard_posting();

create constraint trigger fund_use_transfer_guarded after insert on city.ledger_transfer
  deferrable initially deferred for each row
  when (new.kind in ('hold', 'settle')) execute function city.fund_use_guard_transfer();

create trigger fund_use_warrant_kept before update or delete or truncate on city.fund_use_warrant for each statement
  execute function city.fund_use_refuse();

create trigger fund_use_hold_kept before update or delete or truncate on city.fund_use_hold for each statement
  execute function city.fund_use_refuse();

create trigger fund_use_payment_kept before update or delete or truncate on city.fund_use_payment for each statement
  execute function city.fund_use_refuse();

alter table city.fund_use_fact enable row level security;

alter table city.fund_use_file enable row level security;

alter table city.fund_use_hold enable row level security;

alter table city.fund_use_payment enable row level security;

alter table city.fund_use_part enable row level security;

alter table city.fund_use_short enable row level security;

create policy reader on city.fund_use_fact for select using (
  seen_by = 'public'
  or by_party = (select nullif(current_setting('linli.party', true), '')::uuid)
  or exists (select from city.fund_use u where u.id = use
    and u.area ^@ any ((select string_to_array(nullif(current_setting('linli.funduses', true), ''), ','))::text[])));

create policy writer on city.fund_use_fact for insert with check (true);

create policy reader on city.fund_use_file for select using (
  seen_by = 'public'
  or exists (select from city.fund_use u where u.id = use
    and u.area ^@ any ((select string_to_array(nullif(current_setting('linli.funduses', true), ''), ','))::text[])));

create policy writer on city.fund_use_file for insert with check (true);

create policy fund_use on city.file for select using (
  exists (select from city.fund_use_file f where f.file = id));

create policy fund_use on city.file_blob for select using (
  exists (select from city.fund_use_file f where f.file = file_blob.file));

create policy reader on city.fund_use_hold for select using (
  exists (select from city.fund_use u where u.id = use
    and u.area ^@ any ((select string_to_array(nullif(current_setting('linli.funduses', true), ''), ','))::text[])));

create policy reader on city.fund_use_payment for select using (
  exists (select from city.fund_use u where u.id = use
    and u.area ^@ any ((select string_to_array(nullif(current_setting('linli.funduses', true), ''), ','))::text[])));

create policy reader on city.fund_use_part for select using (
  exists (select from city.fund_unit u where u.unit = fund_use_part.unit)
  or exists (select from city.fund_use u where u.id = use
    and u.area ^@ any ((select string_to_array(nullif(current_setting('linli.funduses', true), ''), ','))::text[])));

create policy reader on city.fund_use_short for select using (
  exists (select from city.fund_unit u where u.unit = fund_use_short.unit)
  or exists (select from city.fund_use u where u.id = use
    and u.area ^@ any ((select string_to_array(nullif(current_setting('linli.funduses', true), ''), ','))::text[])));
