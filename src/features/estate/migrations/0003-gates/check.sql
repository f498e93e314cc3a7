-- A unit that was handed over has no gate left from before that day.
select g.unit from city.estate_gate g join city.estate_title t on t.unit = g.unit and t.voided_at is null and t.upto is null
where t.handed_at is not null and t.recorded_at > g.set_at;
