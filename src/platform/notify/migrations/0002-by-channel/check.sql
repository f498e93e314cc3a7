select 1 from city.message where false
