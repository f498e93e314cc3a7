create index work_order_led on city.work_order (lead, received_at desc, id desc) where lead is not null;

create index work_order_assisted on city.work_order using gin (units) where cardinality(units) > num_nonnulls(lead);

create index work_order_open_assisted on city.work_order using gin (units)
  where not ended and cardinality(units) > num_nonnulls(lead);

create index work_order_open_category on city.work_order (category, (coalesce(next_due_at, 'infinity')), id) where not ended;
