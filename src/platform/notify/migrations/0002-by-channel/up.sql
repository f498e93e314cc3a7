create index message_due_by_channel on city.message (channel, next_at) where state = 'waiting';

drop index city.message_due;
