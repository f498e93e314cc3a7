create table city.deliberation (
  id uuid primary key,
  no text not null unique,
  version integer not null,
  facts integer not null,
  step text not null,
  area text collate "C" not null,
  level text not null,
  theme text not null,
  origin text not null,
  title text not null,
  body text not null,
  procedure text not null,
  raised_at timestamptz not null,
  changed_at timestamptz not null,
  published boolean not null,
  raiser uuid,
  posted_until date,
  open_objections integer not null,
  ended boolean not null,
  statements integer not null,
  state jsonb not null
);

create index deliberation_newest on city.deliberation (raised_at desc, id desc);

create index deliberation_area on city.deliberation (area, raised_at desc, id desc);

create index deliberation_step on city.deliberation (step, raised_at desc, id desc);

create index deliberation_raiser on city.deliberation (raiser);

create table city.deliberation_fact (
  topic uuid not null references city.deliberation,
  seq integer not null,
  at timestamptz not null,
  action text not null,
  by_party uuid,
  by_organisation uuid,
  by_role text not null,
  data jsonb not null,
  words jsonb not null,
  seen_by text not null check (seen_by in ('public', 'staff')),
  leaf bytea not null,
  primary key (topic, seq)
);

create table city.deliberation_meeting (
  topic uuid not null references city.deliberation,
  round integer not null,
  code text not null unique,
  minutes text not null,
  minutes_version integer not null,
  saved_at timestamptz not null,
  primary key (topic, round)
);

create table city.deliberation_sign_in (
  topic uuid not null,
  round integer not null,
  line integer not null,
  seat integer not null check (seat >= 1),
  party uuid,
  who text not null,
  how text not null check (how in ('code', 'desk')),
  at timestamptz not null,
  primary key (topic, round, line, seat),
  unique (topic, round, party),
  foreign key (topic, round) references city.deliberation_meeting (topic, round)
);

create table city.deliberation_speech (
  topic uuid not null,
  round integer not null,
  turn integer not null,
  line integer not null,
  party uuid,
  who text not null,
  asked_at timestamptz not null,
  began_at timestamptz,
  ended_at timestamptz,
  primary key (topic, round, turn),
  foreign key (topic, round) references city.deliberation_meeting (topic, round)
);

create unique index deliberation_speaking on city.deliberation_speech (topic, round) where began_at is not null and ended_at is null;

create unique index deliberation_waiting on city.deliberation_speech (topic, round, party) where ended_at is null;

create table city.deliberation_rating (
  topic uuid not null references city.deliberation,
  party uuid not null,
  score smallint not null check (score between 1 and 3),
  words text not null,
  at timestamptz not null,
  primary key (topic, party)
);

create table city.deliberation_statement (
  topic uuid not null references city.deliberation,
  seq integer not null,
  party uuid not null,
  nth smallint not null check (nth between 1 and 5),
  text text not null,
  digest bytea not null,
  at timestamptz not null,
  hidden boolean not null,
  primary key (topic, seq),
  unique (topic, party, nth),
  unique (topic, digest)
);

create table city.deliberation_vote (
  topic uuid not null,
  statement integer not null,
  party uuid not null,
  opinion smallint not null check (opinion in (-1, 0, 1)),
  at timestamptz not null,
  primary key (topic, statement, party),
  foreign key (topic, statement) references city.deliberation_statement (topic, seq)
);

create index deliberation_vote_party on city.deliberation_vote (party, topic);

create table city.deliberation_order (
  topic uuid not null references city.deliberation,
  order_id uuid not null unique,
  no text not null,
  primary key (topic, order_id)
);

create table city.deliberation_list (
  id uuid primary key,
  area text collate "C" not null,
  theme text not null,
  text text not null,
  from_date date not null,
  to_date date
);

create index deliberation_list_area on city.deliberation_list (area, from_date desc, id desc);

create table city.deliberation_body (
  area text collate "C" not null,
  kind text not null,
  version integer not null,
  data jsonb not null,
  at timestamptz not null,
  primary key (area, kind)
);

alter table city.deliberation enable row level security;

alter table city.deliberation_fact enable row level security;

alter table city.deliberation_meeting enable row level security;

alter table city.deliberation_sign_in enable row level security;

alter table city.deliberation_speech enable row level security;

alter table city.deliberation_rating enable row level security;

alter table city.deliberation_statement enable row level security;

alter table city.deliberation_vote enable row level security;

alter table city.deliberation_order enable row level security;

create policy reader on city.deliberation for select using (
  published or raiser = (select nullif(current_setting('linli.party', true), '')::uuid) or raiser = any ((select string_to_array(nullif(current_setting('linli.also', true), ''), ',')::uuid[])::uuid[])
  or id = any ((select string_to_array(nullif(current_setting('linli.matters', true), ''), ',')::uuid[])::uuid[])
  or area ^@ any ((select string_to_array(nullif(current_setting('linli.deliberations', true), ''), ','))::text[]));

create policy writer on city.deliberation for insert with check (true);

create policy changer on city.deliberation for update using (
  published or raiser = (select nullif(current_setting('linli.party', true), '')::uuid) or raiser = any ((select string_to_array(nullif(current_setting('linli.also', true), ''), ',')::uuid[])::uuid[])
  or id = any ((select string_to_array(nullif(current_setting('linli.matters', true), ''), ',')::uuid[])::uuid[])
  or area ^@ any ((select string_to_array(nullif(current_setting('linli.deliberations', true), ''), ','))::text[])) with check (true);

create policy reader on city.deliberation_fact for select using (
  (seen_by = 'public' and exists (select from city.deliberation d where d.id = topic))
  or by_party = (select nullif(current_setting('linli.party', true), '')::uuid)
  or exists (select from city.deliberation d where d.id = topic and d.area ^@ any ((select string_to_array(nullif(current_setting('linli.deliberations', true), ''), ','))::text[])));

create policy writer on city.deliberation_fact for insert with check (true);

create policy reader on city.deliberation_meeting using (
  code = (select nullif(current_setting('linli.meeting', true), ''))
  or topic = any ((select string_to_array(nullif(current_setting('linli.matters', true), ''), ',')::uuid[])::uuid[])
  or exists (select from city.deliberation d where d.id = topic and d.area ^@ any ((select string_to_array(nullif(current_setting('linli.deliberations', true), ''), ','))::text[]))) with check (true);

create policy reader on city.deliberation_sign_in using (
  party = (select nullif(current_setting('linli.party', true), '')::uuid)
  or topic = any ((select string_to_array(nullif(current_setting('linli.matters', true), ''), ',')::uuid[])::uuid[])
  or exists (select from city.deliberation d where d.id = topic and d.area ^@ any ((select string_to_array(nullif(current_setting('linli.deliberations', true), ''), ','))::text[]))) with check (true);

create policy reader on city.deliberation_speech using (
  party = (select nullif(current_setting('linli.party', true), '')::uuid)
  or topic = any ((select string_to_array(nullif(current_setting('linli.matters', true), ''), ',')::uuid[])::uuid[])
  or exists (select from city.deliberation d where d.id = topic and d.area ^@ any ((select string_to_array(nullif(current_setting('linli.deliberations', true), ''), ','))::text[]))) with check (true);

create policy reader on city.deliberation_rating using (
  party = (select nullif(current_setting('linli.party', true), '')::uuid)
  or exists (select from city.deliberation d where d.id = topic and d.area ^@ any ((select string_to_array(nullif(current_setting('linli.deliberations', true), ''), ','))::text[]))) with check (true);

create policy reader on city.deliberation_statement using (
  (not hidden and exists (select from city.deliberation d where d.id = topic))
  or party = (select nullif(current_setting('linli.party', true), '')::uuid)
  or exists (select from city.deliberation d where d.id = topic and d.area ^@ any ((select string_to_array(nullif(current_setting('linli.deliberations', true), ''), ','))::text[]))) with check (true);

create policy reader on city.deliberation_vote using (
  party = (select nullif(current_setting('linli.party', true), '')::uuid)) with check (party = (select nullif(current_setting('linli.party', true), '')::uuid));

create policy reader on city.deliberation_order for select using (
  exists (select from city.deliberation d where d.id = topic and d.area ^@ any ((select string_to_array(nullif(current_setting('linli.deliberations', true), ''), ','))::text[])));

create policy writer on city.deliberation_order for insert with check (true);
