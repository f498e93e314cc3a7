select value.id from city.rule_value as value where not exists (select from city.rule_value_stamp);
