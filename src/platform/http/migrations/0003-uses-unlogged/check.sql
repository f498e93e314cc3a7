select relname from pg_class where oid = 'city.rate_window'::regclass and relpersistence <> 'u';
