-- Every topic has its facts, counted from 1 without gaps.
select d.id from city.deliberation d left join city.deliberation_fact f on f.topic = d.id
group by d.id, d.facts having count(f.seq) <> d.facts or max(f.seq) <> d.facts;
