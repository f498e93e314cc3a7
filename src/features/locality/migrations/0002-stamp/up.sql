create table city.rule_value_stamp (
  one boolean primary key default true check (one),
  stamp uuid not null
);

insert into city.rule_value_stamp (stamp)
select gen_random_uuid() from city.rule_value limit 1;
