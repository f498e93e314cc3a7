-- Every index of the volunteers can be used.
select indexrelid from pg_index where indrelid = 'city.volunteer'::regclass and not (indisvalid and indisready);
