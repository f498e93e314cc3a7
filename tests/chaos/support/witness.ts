/** Everything ever put into the outbox stays in a table of the test's own, since delivering takes it out. */
export const WITNESS = [
  'create table city.witness (topic text, key text, payload jsonb)',
  `create function city.witness() returns trigger language plpgsql as $$
   begin insert into city.witness values (new.topic, new.key, new.payload); return new; end $$`,
  'create trigger witness after insert on city.outbox for each row execute function city.witness()',
]
