create index clock_step_fired on city.clock_step (fired_at desc);
