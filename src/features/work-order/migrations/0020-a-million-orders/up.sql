create index work_order_open_units on city.work_order using gin (units) where not ended;

create index work_order_load on city.work_order (lead, next_due_at) include (area, confidential) where not ended;

create index work_order_open_area on city.work_order (area, (coalesce(next_due_at, 'infinity')), id) where not ended;

create index work_order_category_received on city.work_order (category, received_at desc, id desc);

create index work_order_public_community on city.work_order ((left(area, 12)), received_at desc, id desc) where published;
