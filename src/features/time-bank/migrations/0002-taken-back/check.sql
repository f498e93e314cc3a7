-- Whatever was taken back was credited by the same scheme.
select t.service from city.time_bank_taken t join city.time_bank_scheme s on s.id = t.scheme
where not exists (
  select from city.ledger_posting p where p.id = t.posting and p.book = s.book and p.kind = 'take-back');
