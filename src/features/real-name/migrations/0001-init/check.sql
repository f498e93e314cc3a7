select 1 from city.level_change where to_level <= from_level
