select order_id from city.work_order_handed_on where topic is null;
