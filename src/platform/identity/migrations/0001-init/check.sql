select office.id from city.office as office
join city.office as other on other.party = office.party and other.organisation = office.organisation
  and other.role = office.role and other.area = office.area and other.id > office.id
where daterange(office.from_date, office.to_date, '[]') && daterange(other.from_date, other.to_date, '[]');
