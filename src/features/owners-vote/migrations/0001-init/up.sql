create table city.owners_vote (
  id uuid primary key,
  no text not null unique,
  version integer not null,
  facts integer not null,
  step text not null,
  estate uuid not null,
  area text collate "C" not null,
  title text not null,
  body text not null,
  procedure text not null,
  convened_at timestamptz not null,
  changed_at timestamptz not null,
  opens timestamptz,
  closes timestamptz,
  posted_until date,
  open_objections integer not null,
  ballots integer not null,
  entries integer not null,
  ended boolean not null,
  state jsonb not null
);

create index owners_vote_newest on city.owners_vote (convened_at desc, id desc);

create index owners_vote_area on city.owners_vote (area, convened_at desc, id desc);

create index owners_vote_step on city.owners_vote (step, convened_at desc, id desc);

create index owners_vote_estate on city.owners_vote (estate, convened_at desc, id desc);

create table city.owners_vote_motion (
  vote uuid not null references city.owners_vote,
  no integer not null,
  item integer not null check (item between 1 and 9),
  title text not null,
  body text not null,
  primary key (vote, no)
);

create table city.owners_vote_fact (
  vote uuid not null references city.owners_vote,
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
  primary key (vote, seq)
);

create index owners_vote_fact_party on city.owners_vote_fact (by_party) where seen_by = 'staff';

create table city.owners_vote_file (
  vote uuid not null references city.owners_vote,
  seq integer not null,
  file uuid not null,
  primary key (vote, file)
);

create index owners_vote_file_file on city.owners_vote_file (file);

create table city.owners_vote_unit (
  vote uuid not null references city.owners_vote,
  code text collate "C" not null,
  area_dm2 integer not null check (area_dm2 >= 0),
  primary key (vote, code)
);

create table city.owners_vote_roll (
  vote uuid not null references city.owners_vote,
  pseudonym text collate "C" not null,
  area_dm2 bigint not null check (area_dm2 >= 0),
  primary key (vote, pseudonym)
);

create table city.owners_vote_group (
  vote uuid not null,
  pseudonym text collate "C" not null,
  units text[] not null,
  salt bytea not null,
  developer boolean not null,
  primary key (vote, pseudonym),
  foreign key (vote, pseudonym) references city.owners_vote_roll
);

create index owners_vote_group_units on city.owners_vote_group using gin (units);

create table city.owners_vote_voter (
  vote uuid not null,
  party uuid not null,
  pseudonym text collate "C" not null,
  primary key (vote, party, pseudonym),
  foreign key (vote, pseudonym) references city.owners_vote_roll
);

create index owners_vote_voter_party on city.owners_vote_voter (party);

create index owners_vote_voter_group on city.owners_vote_voter (vote, pseudonym);

create table city.owners_vote_delivery (
  vote uuid not null references city.owners_vote,
  code text collate "C" not null,
  how text not null check (how in ('hand', 'post', 'message', 'board')),
  on_day date not null,
  seq integer not null,
  primary key (vote, code, seq)
);

create table city.owners_vote_proxy (
  vote uuid not null,
  pseudonym text collate "C" not null,
  agent uuid not null,
  slot integer not null check (slot > 0),
  record text not null,
  at timestamptz not null,
  by_party uuid,
  primary key (vote, pseudonym),
  unique (vote, agent, slot),
  foreign key (vote, pseudonym) references city.owners_vote_roll
);

create index owners_vote_proxy_agent on city.owners_vote_proxy (agent);

create table city.owners_vote_ballot (
  vote uuid not null,
  pseudonym text collate "C" not null,
  state text not null check (state in ('waiting', 'cast')),
  channel text not null check (channel in ('online', 'paper')),
  seq integer,
  at timestamptz not null,
  received date not null,
  by_party uuid,
  checked_by uuid,
  record text not null,
  choices_sealed bytea not null,
  openings_sealed bytea,
  leaf bytea,
  primary key (vote, pseudonym),
  unique (vote, seq),
  foreign key (vote, pseudonym) references city.owners_vote_roll,
  check ((state = 'cast') = (seq is not null and leaf is not null and openings_sealed is not null)),
  check (channel = 'online' or by_party is distinct from checked_by)
);

create index owners_vote_ballot_waiting on city.owners_vote_ballot (vote) where state = 'waiting';

create table city.owners_vote_sealed (
  vote uuid not null,
  pseudonym text collate "C" not null,
  day date not null,
  body text not null,
  primary key (vote, pseudonym),
  foreign key (vote, pseudonym) references city.owners_vote_roll
);

create table city.owners_vote_refused (
  vote uuid not null references city.owners_vote,
  why text not null,
  channel text not null,
  day date not null,
  count integer not null,
  primary key (vote, why, channel, day)
);

create table city.owners_vote_count (
  vote uuid primary key references city.owners_vote,
  body text not null
);

alter table city.owners_vote_fact enable row level security;

alter table city.owners_vote_file enable row level security;

alter table city.owners_vote_group enable row level security;

alter table city.owners_vote_voter enable row level security;

alter table city.owners_vote_proxy enable row level security;

alter table city.owners_vote_ballot enable row level security;

alter table city.owners_vote_sealed enable row level security;

create policy reader on city.owners_vote_fact for select using (
  seen_by = 'public'
  or by_party = (select nullif(current_setting('linli.party', true), '')::uuid)
  or exists (select from city.owners_vote v where v.id = vote
    and v.area ^@ any ((select string_to_array(nullif(current_setting('linli.votes', true), ''), ','))::text[])));

create policy writer on city.owners_vote_fact for insert with check (true);

create policy reader on city.owners_vote_file for select using (
  exists (select from city.owners_vote v where v.id = vote
    and v.area ^@ any ((select string_to_array(nullif(current_setting('linli.votes', true), ''), ','))::text[])));

create policy writer on city.owners_vote_file for insert with check (true);

create policy owners_vote on city.file for select using (
  exists (select from city.owners_vote_file f where f.file = id));

create policy owners_vote on city.file_blob for select using (
  exists (select from city.owners_vote_file f where f.file = file_blob.file));

create policy reader on city.owners_vote_voter for select using (
  party = (select nullif(current_setting('linli.party', true), '')::uuid)
  or exists (select from city.owners_vote v where v.id = vote
    and v.area ^@ any ((select string_to_array(nullif(current_setting('linli.votes', true), ''), ','))::text[])));

create policy writer on city.owners_vote_voter for insert with check (true);

create policy reader on city.owners_vote_proxy for select using (
  agent = (select nullif(current_setting('linli.party', true), '')::uuid)
  or exists (select from city.owners_vote_voter o where o.vote = owners_vote_proxy.vote
    and o.pseudonym = owners_vote_proxy.pseudonym
    and o.party = (select nullif(current_setting('linli.party', true), '')::uuid))
  or exists (select from city.owners_vote v where v.id = vote
    and v.area ^@ any ((select string_to_array(nullif(current_setting('linli.votes', true), ''), ','))::text[])));

create policy writer on city.owners_vote_proxy for insert with check (true);

create policy reader on city.owners_vote_group for select using (
  exists (select from city.owners_vote_voter o where o.vote = owners_vote_group.vote
    and o.pseudonym = owners_vote_group.pseudonym
    and o.party = (select nullif(current_setting('linli.party', true), '')::uuid))
  or exists (select from city.owners_vote_proxy p where p.vote = owners_vote_group.vote
    and p.pseudonym = owners_vote_group.pseudonym
    and p.agent = (select nullif(current_setting('linli.party', true), '')::uuid))
  or exists (select from city.owners_vote v where v.id = vote
    and v.area ^@ any ((select string_to_array(nullif(current_setting('linli.votes', true), ''), ','))::text[])));

create policy writer on city.owners_vote_group for insert with check (true);

create policy reader on city.owners_vote_ballot for select using (
  exists (select from city.owners_vote_group g where g.vote = owners_vote_ballot.vote
    and g.pseudonym = owners_vote_ballot.pseudonym));

create policy writer on city.owners_vote_ballot for insert with check (true);

create policy checker on city.owners_vote_ballot for update using (
  exists (select from city.owners_vote v where v.id = vote
    and v.area ^@ any ((select string_to_array(nullif(current_setting('linli.votes', true), ''), ','))::text[])));

create policy striker on city.owners_vote_ballot for delete using (
  state = 'waiting' and exists (select from city.owners_vote v where v.id = vote
    and v.area ^@ any ((select string_to_array(nullif(current_setting('linli.votes', true), ''), ','))::text[])));

create policy reader on city.owners_vote_sealed for select using (
  exists (select from city.owners_vote v where v.id = vote and v.step in ('counted', 'posted', 'settled', 'revoked'))
  or exists (select from city.owners_vote_group g where g.vote = owners_vote_sealed.vote
    and g.pseudonym = owners_vote_sealed.pseudonym));

create policy writer on city.owners_vote_sealed for insert with check (true);
