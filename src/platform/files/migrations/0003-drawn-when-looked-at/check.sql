select attname from pg_attribute where attrelid = 'city.file'::regclass and attname = 'shown_sha256' and attnotnull;
