select tgname from pg_trigger
where tgrelid = 'city.ledger_account'::regclass and tgname = 'ledger_account_frozen' and cardinality(tgattr::int2[]) <> 7;
