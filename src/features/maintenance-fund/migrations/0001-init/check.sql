-- Every unit's accounts lie in the book of its fund and belong to the unit; entries count from 1 without gaps.
select u.unit::text as at from city.fund_unit u join city.fund f using (estate)
left join city.ledger_account o on o.id = u.owner left join city.ledger_account s on s.id = u.seller
where o.book is distinct from f.book or o.subject is distinct from u.unit
  or (u.seller is not null and (s.book is distinct from f.book or s.subject is distinct from u.unit))
union all
select f.estate::text from city.fund f
left join lateral (select count(*) as n, coalesce(max(seq), 0) as last from city.fund_entry e where e.estate = f.estate) as log on true
where log.n <> f.entries or log.last <> f.entries;
