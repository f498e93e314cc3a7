select 1 where not exists (select from pg_policy where polrelid = 'city.notification'::regclass and polname = 'merged');
