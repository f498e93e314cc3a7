-- An estate's days of assembly and term are those of its formation and its last committee.
select e.id from city.estate e
left join city.estate_formation f on f.estate = e.id
left join lateral (select from_day, to_day from city.estate_term t where t.estate = e.id order by place desc limit 1) as t on true
where (e.assembly_on is not null) <> (f.step is not distinct from 'founded')
   or e.term_from is distinct from t.from_day or e.term_to is distinct from t.to_day;
