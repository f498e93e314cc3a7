select p.use from city.fund_use_seller_part p join city.fund_unit u on u.unit = p.unit where u.seller is null;
