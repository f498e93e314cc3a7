-- Every decision has its facts, counted from 1 without gaps.
select d.id from city.village_decision d left join city.village_decision_fact f on f.decision = d.id
group by d.id, d.facts having count(f.seq) <> d.facts or max(f.seq) <> d.facts;
