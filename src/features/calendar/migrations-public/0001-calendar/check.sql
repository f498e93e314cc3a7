select day.date from public.calendar_day as day join public.calendar_day as other on other.date = day.date
where other.off <> day.off;
