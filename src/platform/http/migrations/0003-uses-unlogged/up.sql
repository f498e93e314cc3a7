alter table city.rate_window set unlogged;
