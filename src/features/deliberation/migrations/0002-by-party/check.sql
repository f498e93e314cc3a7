-- Every index of what people said and attended can be used.
select indexrelid from pg_index
where indrelid in ('city.deliberation_statement'::regclass, 'city.deliberation_rating'::regclass,
    'city.deliberation_sign_in'::regclass, 'city.deliberation_speech'::regclass)
  and not (indisvalid and indisready);
