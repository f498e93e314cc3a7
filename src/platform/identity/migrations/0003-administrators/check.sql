select id from city.office where role = 'operator';
