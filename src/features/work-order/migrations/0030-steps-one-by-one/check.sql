select 1 where not exists (select from pg_policy where polrelid = 'city.clock_step'::regclass and polname = 'work_order'
  and pg_get_expr(polqual, polrelid) not like '%EXISTS%');
