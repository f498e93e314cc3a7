-- Whoever leaves by the guarded way is caught: the guard stands on every posting.
select 'no guard' as fault where not exists (
  select from pg_trigger where tgname = 'fund_use_way_out_guarded' and tgrelid = 'city.ledger_posting'::regclass and tgenabled = 'O');
