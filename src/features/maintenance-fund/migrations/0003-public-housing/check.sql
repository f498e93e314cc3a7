select h.unit from city.fund_housing h join city.fund_unit u on u.unit = h.unit where u.seller is null or u.estate <> h.estate;
