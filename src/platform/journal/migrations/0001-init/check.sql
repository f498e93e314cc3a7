select head.id from city.journal_head as head
where head.size <> (select count(*) from city.journal_entry where idx is not null);
