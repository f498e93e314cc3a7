select subject from city.legal_hold where lifted_at is null group by subject having count(*) > 1
