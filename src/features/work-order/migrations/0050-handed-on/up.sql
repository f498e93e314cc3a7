create table city.work_order_handed_on (
  order_id uuid primary key references city.work_order,
  topic uuid not null,
  at timestamptz not null
);

create index work_order_handed_on_topic on city.work_order_handed_on (topic);

alter table city.work_order_handed_on enable row level security;

create policy reader on city.work_order_handed_on for select using (
  exists (select from city.work_order o where o.id = order_id));

create policy whole on city.work_order_handed_on for select using (
  (select current_setting('linli.breadth', true)) = 'whole');

create policy writer on city.work_order_handed_on for insert with check (true);
