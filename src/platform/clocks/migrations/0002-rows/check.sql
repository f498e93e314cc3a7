select relname from pg_class where oid in ('city.clock'::regclass, 'city.clock_step'::regclass, 'city.clock_change'::regclass) and not relrowsecurity;
