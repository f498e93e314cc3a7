create or replace function city.fund_use_guard_way_out() returns trigger language plpgsql as $$
begin
  if (select b.kind from city.ledger_book b where b.id = new.book) <> 'maintenance-fund' then
    return null;
  end if;
  if exists (select from city.ledger_account out
    join city.ledger_transfer t on t.posting = new.id and t.kind = 'move' and t.to_account = out.id
    join city.ledger_account of on of.id = t.from_account and of.path like 'unit/%'
    where out.book = new.book and out.path = 'bank') then
    raise exception 'money leaves an account of a unit for approved uses only' using errcode = 'check_violation';
  end if;
  return null;
end $$;
