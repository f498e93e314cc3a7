select version from public.version_served where version = '';
