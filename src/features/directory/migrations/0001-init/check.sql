select grid.path from city.grid as grid
where grid.merged_into = grid.path;
