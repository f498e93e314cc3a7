-- A shift has as many people as it says, a volunteer's total is that of the services recorded, and every code is a shift's.
select s.id from city.volunteer_shift s
where s.taken <> (select count(*) from city.volunteer_signup u where u.shift = s.id and u.state in ('taken', 'present', 'done', 'no-show', 'excused'))
union all
select v.id from city.volunteer v
left join lateral (select coalesce(sum(minutes), 0) as minutes, count(*) as n from city.volunteer_service r where r.volunteer = v.id and r.state = 'recorded') as of on true
where of.minutes <> v.minutes or of.n <> v.services;
