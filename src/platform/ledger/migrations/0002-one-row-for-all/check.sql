select t.id from city.ledger_transfer t
join city.ledger_posting p on p.id = t.posting
join city.ledger_account a on a.id in (t.from_account, t.to_account)
where a.book <> p.book limit 1;
