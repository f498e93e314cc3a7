select file.id
from city.file as file
cross join (values ('original'), ('shown'), ('thumb')) as wanted (variant)
left join city.file_blob as blob on blob.file = file.id and blob.variant = wanted.variant and blob.part = 0
where blob.file is null;
