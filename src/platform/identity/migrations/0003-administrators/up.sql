update city.office set role = 'systemAdmin' where role = 'operator';

create type city.uuid_range as range (subtype = uuid);

create table city.administrator_kind (
  role text primary key
);

insert into city.administrator_kind (role) values ('systemAdmin'), ('securityAdmin'), ('auditAdmin');

alter table city.office add constraint office_system_or_security exclude using gist (
  city.uuid_range(party, party, '[]') with =,
  daterange(from_date, to_date, '[]') with &&,
  int4range(case role when 'systemAdmin' then 0 else 1 end, case role when 'systemAdmin' then 1 else 2 end) with -|-
) where (role in ('systemAdmin', 'securityAdmin'));

alter table city.office add constraint office_security_or_audit exclude using gist (
  city.uuid_range(party, party, '[]') with =,
  daterange(from_date, to_date, '[]') with &&,
  int4range(case role when 'securityAdmin' then 0 else 1 end, case role when 'securityAdmin' then 1 else 2 end) with -|-
) where (role in ('securityAdmin', 'auditAdmin'));

alter table city.office add constraint office_audit_or_system exclude using gist (
  city.uuid_range(party, party, '[]') with =,
  daterange(from_date, to_date, '[]') with &&,
  int4range(case role when 'auditAdmin' then 0 else 1 end, case role when 'auditAdmin' then 1 else 2 end) with -|-
) where (role in ('auditAdmin', 'systemAdmin'));

create table city.break_glass (
  id uuid primary key,
  party uuid not null references city.party,
  own_role text not null,
  role text not null references city.administrator_kind,
  organisation uuid not null references city.organisation,
  area text not null,
  reason text not null check (length(reason) between 10 and 500),
  from_at timestamptz not null,
  until_at timestamptz not null,
  ended_at timestamptz,
  check (role <> own_role),
  check (until_at > from_at and until_at <= from_at + interval '60 minutes'),
  check (ended_at is null or (ended_at >= from_at and ended_at <= until_at)),
  constraint break_glass_one_at_a_time exclude using gist (
    city.uuid_range(party, party, '[]') with =,
    tstzrange(from_at, coalesce(ended_at, until_at)) with &&
  )
);

create index break_glass_from on city.break_glass (from_at desc, id desc);
