create index volunteer_least on city.volunteer ((substr(area, 1, 9)), minutes, id)
  include (party, area, reach, skills, languages, wishes, slots, born_on, guardian_at) where state = 'active';

create index volunteer_anywhere on city.volunteer (minutes, id)
  include (party, area, reach, skills, languages, wishes, slots, born_on, guardian_at) where state = 'active' and reach = 'city';
