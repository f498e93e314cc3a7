select demo.id from city.demo as demo where demo.id <> 1;
