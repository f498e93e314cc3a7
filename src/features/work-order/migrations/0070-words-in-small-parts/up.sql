alter index city.work_order_words set (gin_pending_list_limit = 128);
alter index city.work_order_public_words set (gin_pending_list_limit = 128);
