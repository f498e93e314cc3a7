alter table city.work_order_fact add column on_behalf uuid;
