select listed.code from public.city as listed where listed.schema <> 'c' || listed.code;
