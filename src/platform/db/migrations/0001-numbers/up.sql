create table city.number_block (
  series text not null,
  day date not null,
  next integer not null check (next > 0),
  primary key (series, day)
);
