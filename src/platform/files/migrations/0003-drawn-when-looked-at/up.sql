alter table city.file alter column shown_sha256 drop not null;
