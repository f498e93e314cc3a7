-- Every index of the orders can be used.
select indexrelid from pg_index where indrelid = 'city.work_order'::regclass and not (indisvalid and indisready);
