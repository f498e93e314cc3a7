select relname from pg_class where oid in ('city.level_claim'::regclass, 'city.level_change'::regclass) and not relrowsecurity;
