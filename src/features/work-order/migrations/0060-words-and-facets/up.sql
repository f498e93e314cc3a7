create index work_order_words on city.work_order using gin (search, ((array[
  'c:'::text || category, 'k:'::text || kind, 'h:'::text || channel, 's:'::text || step, 'x:'::text || source,
  case when urgent then 'urgent' else 'calm' end, case when ended then 'ended' else 'open' end,
  't:'::text || substr(area, 1, 9), 'm:'::text || substr(area, 1, 12), coalesce(assignee::text, ''),
  'r0:'::text || floor(date_part('epoch', received_at - '2020-01-06 00:00:00+00'::timestamptz) / 86400)::int::text,
  'r1:'::text || floor(date_part('epoch', received_at - '2020-01-06 00:00:00+00'::timestamptz) / 691200)::int::text,
  'r2:'::text || floor(date_part('epoch', received_at - '2020-01-06 00:00:00+00'::timestamptz) / 5529600)::int::text,
  'r3:'::text || floor(date_part('epoch', received_at - '2020-01-06 00:00:00+00'::timestamptz) / 44236800)::int::text,
  case when ended then 'ended' else 'd0:'::text ||
    coalesce(floor(date_part('epoch', next_due_at - '2020-01-06 00:00:00+00'::timestamptz) / 86400)::int::text, '') end,
  case when ended then 'ended' else 'd1:'::text ||
    coalesce(floor(date_part('epoch', next_due_at - '2020-01-06 00:00:00+00'::timestamptz) / 691200)::int::text, '') end,
  case when ended then 'ended' else 'd2:'::text ||
    coalesce(floor(date_part('epoch', next_due_at - '2020-01-06 00:00:00+00'::timestamptz) / 5529600)::int::text, '') end,
  case when ended then 'ended' else 'd3:'::text ||
    coalesce(floor(date_part('epoch', next_due_at - '2020-01-06 00:00:00+00'::timestamptz) / 44236800)::int::text, '') end
] || units::text[])));

create index work_order_public_words on city.work_order using gin (public_search, ((array[
  'c:'::text || category, 'k:'::text || kind, 'h:'::text || channel, 's:'::text || step, 'x:'::text || source,
  case when urgent then 'urgent' else 'calm' end, case when ended then 'ended' else 'open' end,
  't:'::text || substr(area, 1, 9), 'm:'::text || substr(area, 1, 12), coalesce(assignee::text, ''),
  'r0:'::text || floor(date_part('epoch', received_at - '2020-01-06 00:00:00+00'::timestamptz) / 86400)::int::text,
  'r1:'::text || floor(date_part('epoch', received_at - '2020-01-06 00:00:00+00'::timestamptz) / 691200)::int::text,
  'r2:'::text || floor(date_part('epoch', received_at - '2020-01-06 00:00:00+00'::timestamptz) / 5529600)::int::text,
  'r3:'::text || floor(date_part('epoch', received_at - '2020-01-06 00:00:00+00'::timestamptz) / 44236800)::int::text,
  case when ended then 'ended' else 'd0:'::text ||
    coalesce(floor(date_part('epoch', next_due_at - '2020-01-06 00:00:00+00'::timestamptz) / 86400)::int::text, '') end,
  case when ended then 'ended' else 'd1:'::text ||
    coalesce(floor(date_part('epoch', next_due_at - '2020-01-06 00:00:00+00'::timestamptz) / 691200)::int::text, '') end,
  case when ended then 'ended' else 'd2:'::text ||
    coalesce(floor(date_part('epoch', next_due_at - '2020-01-06 00:00:00+00'::timestamptz) / 5529600)::int::text, '') end,
  case when ended then 'ended' else 'd3:'::text ||
    coalesce(floor(date_part('epoch', next_due_at - '2020-01-06 00:00:00+00'::timestamptz) / 44236800)::int::text, '') end
] || units::text[]))) where published;

drop index city.work_order_search;

drop index city.work_order_public_search;

create index work_order_open_community on city.work_order ((left(area, 12)), (coalesce(next_due_at, 'infinity')), id) where not ended;
