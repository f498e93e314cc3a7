alter table city.ledger_posting drop constraint ledger_posting_book_fkey;

alter table city.ledger_hold drop constraint ledger_hold_book_fkey;

alter table city.ledger_day drop constraint ledger_day_account_fkey;

alter table city.ledger_account set (fillfactor = 45);
