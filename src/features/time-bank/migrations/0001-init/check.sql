-- The accounts of a scheme add up to nothing, and nobody of it holds less than nothing.
select s.id from city.time_bank_scheme s
where (select coalesce(sum(a.balance), 0) from city.ledger_account a where a.book = s.book) <> 0
   or exists (select from city.ledger_account a where a.book = s.book and a.path ^@ 'member/' and a.balance < 0);
