-- Every order has as many facts as it says, and what is public can be found by its public words.
select o.id from city.work_order o
where o.facts <> (select count(*) from city.work_order_fact f where f.order_id = o.id)
  or (o.published and o.public_title <> '' and o.public_search = ''::tsvector);
