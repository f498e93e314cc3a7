select conflict.key from city.rule_conflict as conflict where conflict.weaker = conflict.stricter;
