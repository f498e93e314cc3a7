select id from city.message where consent = ''
