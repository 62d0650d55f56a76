-- Kinds within a covered catalog that the rules do not know: a newer server may have them.
select format('relation kind %s', c.relkind) as kind, c.oid::regclass::text as example
from pg_class c
where c.oid >= 16384 and c.relkind not in ('r', 'i', 'S', 't', 'v', 'm', 'c', 'f', 'p', 'I')
union all
select format('constraint kind %s', k.contype), k.conname
from pg_constraint k
where k.oid >= 16384 and k.contype not in ('c', 'f', 'n', 'p', 'u', 't', 'x')
union all
select format('type kind %s', t.typtype), t.oid::regtype::text
from pg_type t
where t.oid >= 16384 and t.typtype not in ('b', 'c', 'd', 'e', 'm', 'p', 'r')
union all
select format('function kind %s', p.prokind), p.oid::regprocedure::text
from pg_proc p
where p.oid >= 16384 and p.prokind not in ('f', 'p', 'a', 'w')
limit 1;
