alter table city.level_claim enable row level security;

alter table city.level_change enable row level security;
