select relname from pg_class where oid in ('city.outbox'::regclass, 'city.delivery'::regclass, 'city.dead_delivery'::regclass) and not relrowsecurity;
