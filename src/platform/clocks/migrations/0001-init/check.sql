-- A clock that is not running has no escalation to come.
select subject from city.clock where not running and next_at is not null;
