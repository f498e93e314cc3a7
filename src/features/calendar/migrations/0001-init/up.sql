create table city.calendar_seen (
  id integer primary key check (id = 1),
  version bigint not null check (version >= 0),
  seq integer not null check (seq >= 0)
);

insert into city.calendar_seen (id, version, seq) values (1, 0, 0);
