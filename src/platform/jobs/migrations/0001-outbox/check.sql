select alive.event from city.delivery as alive join city.dead_delivery as dead using (consumer, event);
