select id from city.security_event;
