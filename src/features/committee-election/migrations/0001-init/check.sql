-- Every election has its facts, counted from 1 without gaps.
select e.id from city.committee_election e left join city.committee_election_fact f on f.election = e.id
group by e.id, e.facts having count(f.seq) <> e.facts or max(f.seq) <> e.facts;
