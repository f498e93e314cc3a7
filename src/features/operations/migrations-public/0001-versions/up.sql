create table public.version_served (
  version text primary key,
  first_at timestamptz not null,
  upgraded_from text,
  steps jsonb,
  backup text
);
