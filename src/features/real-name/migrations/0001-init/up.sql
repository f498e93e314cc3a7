create table city.level_claim (
  id uuid primary key,
  party uuid not null references city.party,
  name_sealed bytea,
  name_masked text not null,
  id_sealed bytea,
  id_masked text not null,
  asked_at timestamptz not null,
  state text not null default 'waiting' check (state in ('waiting', 'granted', 'refused', 'withdrawn')),
  decided_at timestamptz,
  decided_by uuid,
  reason text not null default '' check (length(reason) <= 200),
  check ((state = 'waiting') = (decided_at is null)),
  check (state = 'waiting' or (name_sealed is null and id_sealed is null))
);

create unique index level_claim_waiting_key on city.level_claim (party) where state = 'waiting';

create index level_claim_waiting on city.level_claim (id) where state = 'waiting';

create table city.level_change (
  id uuid primary key,
  party uuid not null references city.party,
  from_level text not null check (from_level in ('L0', 'L1', 'L2', 'L3')),
  to_level text not null check (to_level in ('L0', 'L1', 'L2', 'L3')),
  how text not null check (how in ('service', 'counter', 'in-person')),
  evidence text not null check (length(evidence) <= 200),
  at timestamptz not null,
  changed_by uuid,
  check (to_level > from_level)
);

create index level_change_party on city.level_change (party, at desc);
