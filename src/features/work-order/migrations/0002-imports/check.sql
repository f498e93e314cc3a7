select id from city.work_order_import where state in ('ok', 'partly') and summary is null;
