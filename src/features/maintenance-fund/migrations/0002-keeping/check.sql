-- A matched line says the amount that moved through the bank on its posting; a statement's lines make its closing balance.
select l.id::text as at from city.fund_line l
join city.fund f on f.estate = l.estate
join city.ledger_account b on b.book = f.book and b.path = 'bank'
where l.posting is not null and l.fen <> (
  select coalesce(sum(case when t.to_account = b.id then -t.amount else t.amount end), 0) from city.ledger_transfer t
  where t.posting = l.posting and t.kind in ('move', 'settle', 'reverse') and b.id in (t.from_account, t.to_account))
union all
select f.book::text from city.fund f join city.ledger_account a on a.book = f.book group by f.book having sum(a.balance) <> 0;
