comment on table public.calendar_head is 'written by cities';

comment on table public.calendar_year is 'written by cities';

comment on table public.calendar_day is 'written by cities';

comment on table public.calendar_change is 'written by cities';
