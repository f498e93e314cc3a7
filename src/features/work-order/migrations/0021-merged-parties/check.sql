select 1 where not exists (select from pg_policy where polrelid = 'city.work_order'::regclass and polname = 'merged');
