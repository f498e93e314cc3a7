select matter.id
from city.__snake__ as matter
where matter.version <> (select count(*) from city.__snake___fact as fact where fact.id = matter.id);
