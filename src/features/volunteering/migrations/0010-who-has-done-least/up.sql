create index volunteer_least on city.volunteer ((substr(area, 1, 9)), minutes, id) where state = 'active';

create index volunteer_anywhere on city.volunteer (minutes, id) where state = 'active' and reach = 'city';
