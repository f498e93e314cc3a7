-- Every use has its facts, counted from 1 without gaps; what was paid is what its units bear.
select u.id from city.fund_use u left join city.fund_use_fact f on f.use = u.id
group by u.id, u.facts having count(f.seq) <> u.facts or max(f.seq) <> u.facts
union all
select p.use from city.fund_use_payment p join city.fund_use_part b on b.use = p.use
group by p.use, p.fen having sum(b.paid_fen) <> p.fen;
