-- Every vote has its facts, counted from 1 without gaps; as many ballots are cast as it says; and what it says of its journal
-- entries is facts and ballots together.
select v.id from city.owners_vote v
where v.facts <> (select coalesce(max(f.seq), 0) from city.owners_vote_fact f where f.vote = v.id)
  or v.facts <> (select count(*) from city.owners_vote_fact f where f.vote = v.id)
  or v.ballots <> (select count(*) from city.owners_vote_ballot b where b.vote = v.id and b.state = 'cast')
  or v.entries <> v.facts + v.ballots;
