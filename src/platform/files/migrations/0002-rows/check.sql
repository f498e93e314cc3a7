select relname from pg_class where oid in ('city.file'::regclass, 'city.file_blob'::regclass) and not relrowsecurity;
