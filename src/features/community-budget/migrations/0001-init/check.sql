-- A budget has the book of its kind; its log counts from 1 without gaps; an expense is of its budget's place and kind.
select b.id from city.community_budget b left join city.ledger_book k on k.id = b.book
left join lateral (select count(*) as n, coalesce(max(seq), 0) as last from city.community_budget_entry e where e.budget = b.id) as log on true
where k.kind is distinct from 'community-budget' or k.subject <> b.id or k.area <> b.area or log.n <> b.entries or log.last <> b.entries
union all
select e.id from city.community_expense e join city.community_budget b on b.id = e.budget where e.area <> b.area or e.kind <> b.kind;
