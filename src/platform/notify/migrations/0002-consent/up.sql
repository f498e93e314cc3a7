alter table city.message add column consent text;
