create table city.committee_election (
  id uuid primary key,
  no text not null unique,
  version integer not null,
  facts integer not null,
  step text not null,
  area text collate "C" not null,
  body text not null check (body in ('residents', 'villagers')),
  procedure text not null,
  announced_at timestamptz not null,
  changed_at timestamptz not null,
  polling_on date not null,
  open_objections integer not null,
  candidates_on date,
  proxies_on date,
  ended boolean not null,
  state jsonb not null
);

create index committee_election_newest on city.committee_election (announced_at desc, id desc);

create index committee_election_area on city.committee_election (area, announced_at desc, id desc);

create index committee_election_step on city.committee_election (step, announced_at desc, id desc);

create unique index committee_election_one on city.committee_election (area) where not ended;

create table city.committee_election_fact (
  election uuid not null references city.committee_election,
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
  primary key (election, seq)
);

create index committee_election_fact_party on city.committee_election_fact (by_party) where seen_by = 'staff';

create table city.committee_election_file (
  election uuid not null references city.committee_election,
  seq integer not null,
  file uuid not null,
  primary key (election, file)
);

create index committee_election_file_file on city.committee_election_file (file);

create table city.committee_election_official (
  election uuid not null references city.committee_election,
  seat integer not null,
  name text not null,
  left_on date,
  primary key (election, seat)
);

create table city.committee_election_roll (
  election uuid not null references city.committee_election,
  no integer not null,
  name_masked text not null,
  casts boolean not null,
  struck boolean not null default false,
  primary key (election, no)
);

create table city.committee_election_voter (
  id uuid primary key,
  election uuid not null,
  no integer not null,
  name_sealed bytea not null,
  number_sealed bytea not null,
  number_blind bytea not null,
  number_masked text not null,
  unique (election, no),
  foreign key (election, no) references city.committee_election_roll
);

create unique index committee_election_voter_number on city.committee_election_voter (election, number_blind);

create table city.committee_election_candidate (
  election uuid not null references city.committee_election,
  no integer not null,
  voter integer not null,
  post text not null check (post in ('chair', 'vice', 'member', 'woman')),
  woman boolean not null,
  name text not null,
  nominated_on date not null,
  state text not null check (state in ('nominated', 'standing', 'barred', 'appealed', 'out', 'declined')),
  barred_on date,
  primary key (election, no),
  foreign key (election, voter) references city.committee_election_roll
);

create table city.committee_election_proxy (
  election uuid not null references city.committee_election,
  round integer not null,
  principal integer not null,
  agent integer not null,
  slot integer not null,
  record text not null,
  primary key (election, round, principal),
  unique (election, round, agent, slot),
  foreign key (election, principal) references city.committee_election_roll,
  foreign key (election, agent) references city.committee_election_roll,
  check (principal <> agent)
);

create table city.committee_election_count (
  election uuid primary key references city.committee_election,
  round integer not null,
  by_party uuid not null,
  numbers text not null
);

alter table city.committee_election_fact enable row level security;

alter table city.committee_election_file enable row level security;

alter table city.committee_election_roll enable row level security;

alter table city.committee_election_voter enable row level security;

alter table city.committee_election_candidate enable row level security;

alter table city.committee_election_proxy enable row level security;

alter table city.committee_election_count enable row level security;

create policy reader on city.committee_election_fact for select using (
  seen_by = 'public'
  or by_party = (select nullif(current_setting('linli.party', true), '')::uuid)
  or exists (select from city.committee_election e where e.id = committee_election_fact.election
    and e.area ^@ any ((select string_to_array(nullif(current_setting('linli.elections', true), ''), ','))::text[])));

create policy writer on city.committee_election_fact for insert with check (true);

create policy reader on city.committee_election_file for select using (
  exists (select from city.committee_election e where e.id = committee_election_file.election
    and e.area ^@ any ((select string_to_array(nullif(current_setting('linli.elections', true), ''), ','))::text[])));

create policy writer on city.committee_election_file for insert with check (true);

create policy committee_election on city.file for select using (
  exists (select from city.committee_election_file f where f.file = id));

create policy committee_election on city.file_blob for select using (
  exists (select from city.committee_election_file f where f.file = file_blob.file));

create policy reader on city.committee_election_roll for select using (
  exists (select from city.committee_election e where e.id = committee_election_roll.election and e.state ->> 'listedOn' is not null)
  or exists (select from city.committee_election e where e.id = committee_election_roll.election
    and e.area ^@ any ((select string_to_array(nullif(current_setting('linli.elections', true), ''), ','))::text[])));

create policy writer on city.committee_election_roll for insert with check (true);

create policy keeper on city.committee_election_roll for update using (
  exists (select from city.committee_election e where e.id = committee_election_roll.election
    and e.area ^@ any ((select string_to_array(nullif(current_setting('linli.elections', true), ''), ','))::text[])));

create policy reader on city.committee_election_voter for select using (
  exists (select from city.committee_election e where e.id = committee_election_voter.election
    and e.area ^@ any ((select string_to_array(nullif(current_setting('linli.elections', true), ''), ','))::text[])));

create policy writer on city.committee_election_voter for insert with check (true);

create policy reader on city.committee_election_candidate for select using (
  (state = 'standing'
    and exists (select from city.committee_election e where e.id = committee_election_candidate.election and e.candidates_on is not null))
  or exists (select from city.committee_election e where e.id = committee_election_candidate.election
    and e.area ^@ any ((select string_to_array(nullif(current_setting('linli.elections', true), ''), ','))::text[])));

create policy writer on city.committee_election_candidate for insert with check (true);

create policy keeper on city.committee_election_candidate for update using (
  exists (select from city.committee_election e where e.id = committee_election_candidate.election
    and e.area ^@ any ((select string_to_array(nullif(current_setting('linli.elections', true), ''), ','))::text[])));

create policy reader on city.committee_election_proxy for select using (
  exists (select from city.committee_election e where e.id = committee_election_proxy.election and e.proxies_on is not null)
  or exists (select from city.committee_election e where e.id = committee_election_proxy.election
    and e.area ^@ any ((select string_to_array(nullif(current_setting('linli.elections', true), ''), ','))::text[])));

create policy writer on city.committee_election_proxy for insert with check (true);

create policy keeper on city.committee_election_proxy for delete using (
  exists (select from city.committee_election e where e.id = committee_election_proxy.election
    and e.area ^@ any ((select string_to_array(nullif(current_setting('linli.elections', true), ''), ','))::text[])));

create policy reader on city.committee_election_count for select using (
  exists (select from city.committee_election e where e.id = committee_election_count.election
    and e.area ^@ any ((select string_to_array(nullif(current_setting('linli.elections', true), ''), ','))::text[])));

create policy writer on city.committee_election_count for insert with check (true);

create policy striker on city.committee_election_count for delete using (
  exists (select from city.committee_election e where e.id = committee_election_count.election
    and e.area ^@ any ((select string_to_array(nullif(current_setting('linli.elections', true), ''), ','))::text[])));
