alter table city.file enable row level security;

alter table city.file_blob enable row level security;

create policy writer on city.file for insert with check (true);

create policy writer on city.file_blob for insert with check (true);
