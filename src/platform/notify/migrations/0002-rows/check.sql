select relname from pg_class where oid in ('city.notification'::regclass, 'city.message'::regclass) and not relrowsecurity;
