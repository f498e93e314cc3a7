-- Every index of the steps can be used.
select indexrelid from pg_index where indrelid = 'city.clock_step'::regclass and not (indisvalid and indisready);
