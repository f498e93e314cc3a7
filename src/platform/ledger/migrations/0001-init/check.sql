select relname from pg_class
where oid = any (array['city.ledger_account', 'city.ledger_posting', 'city.ledger_transfer', 'city.ledger_day', 'city.ledger_hold']::regclass[])
  and not relrowsecurity;
