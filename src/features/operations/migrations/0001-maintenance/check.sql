select id from city.maintenance where ends_at <= starts_at;
