select actor, key from city.idempotency where status is null;
