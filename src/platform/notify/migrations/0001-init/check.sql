select message.id from city.message as message where message.state <> 'waiting' and message.address_sealed is not null;
