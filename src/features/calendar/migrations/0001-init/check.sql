select seen.id from city.calendar_seen as seen where seen.id <> 1;
