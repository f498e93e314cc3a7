-- Both indexes of words take what waits in small parts.
select relname from pg_class
where oid in ('city.work_order_words'::regclass, 'city.work_order_public_words'::regclass)
  and not coalesce(reloptions, '{}') @> array['gin_pending_list_limit=128'];
