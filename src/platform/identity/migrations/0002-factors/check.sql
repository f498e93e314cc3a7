select token_hash from city.session where realm = 'staff' and proved_at is null;
