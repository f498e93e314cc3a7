select relname from pg_class where oid in ('city.idempotency'::regclass, 'city.rate_window'::regclass) and not relrowsecurity;
