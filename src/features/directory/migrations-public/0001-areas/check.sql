select area.path from public.area as area
where (area.level = 'province') <> (area.parent is null);
