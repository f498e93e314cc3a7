select 1 from city.work_order_fact where on_behalf is not null
