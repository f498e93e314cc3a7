select 1 from city.party_merge as one join city.party_merge as two on two.absorbed = one.survivor
where one.undone_at is null and two.undone_at is null
