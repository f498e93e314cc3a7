select block.series from city.number_block as block where block.next < 1;
