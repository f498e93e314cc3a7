create or replace trigger ledger_account_frozen
  before update of id, book, path, kind, gathers, opened_at, subject on city.ledger_account for each row
  when (old.id <> new.id or old.book <> new.book or old.path <> new.path or old.kind <> new.kind
    or old.gathers <> new.gathers or old.opened_at <> new.opened_at or old.subject is distinct from new.subject)
  execute function city.ledger_refuse();
