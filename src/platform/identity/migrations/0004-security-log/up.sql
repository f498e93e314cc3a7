create table city.security_event (
  id uuid primary key,
  at timestamptz not null,
  kind text not null check (kind ~ '^[a-z][a-zA-Z]*$'),
  party uuid,
  by_party uuid,
  address_blind bytea,
  agent text not null default '' check (length(agent) <= 120),
  data jsonb not null default '{}'
);

create index security_event_at on city.security_event (at desc, id desc);

create index security_event_kind on city.security_event (kind, at desc, id desc);

create index security_event_party on city.security_event (party, at desc, id desc) where party is not null;

create table city.security_purge (
  id uuid primary key,
  xact xid8 not null default pg_current_xact_id(),
  at timestamptz not null default now(),
  before_at timestamptz not null,
  days integer not null check (days >= 184),
  rule_from date not null,
  rule_basis jsonb not null,
  check (before_at <= at - interval '6 months')
);

create function city.security_refuse() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and tg_level = 'ROW' and tg_table_name = 'security_event' then
    if exists (
      select 1 from city.security_purge as purge
      where purge.xact = pg_current_xact_id() and old.at < purge.before_at and old.at < now() - interval '6 months'
    ) then
      return old;
    end if;
  end if;
  raise exception 'the security log only grows: % on % is refused', tg_op, tg_table_name using errcode = 'restrict_violation';
end $$;

create trigger security_event_frozen before update or delete on city.security_event for each row
  execute function city.security_refuse();

create trigger security_event_kept before truncate on city.security_event for each statement
  execute function city.security_refuse();

create trigger security_purge_frozen before update or delete on city.security_purge for each row
  execute function city.security_refuse();

create trigger security_purge_kept before truncate on city.security_purge for each statement
  execute function city.security_refuse();
