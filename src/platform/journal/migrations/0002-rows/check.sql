select relname from pg_class where oid in ('city.journal_salt'::regclass) and not relrowsecurity;
