-- Tables that have a parent: a partition its bounds, any other its place among its parents.
select 'r' || i.inhrelid as child, 'r' || i.inhparent as parent,
  case when c.relispartition then pg_get_expr(c.relpartbound, c.oid) end as bound
from pg_inherits i
join pg_class c on c.oid = i.inhrelid
where c.relkind in ('r', 'p', 'f')
order by i.inhrelid, i.inhseqno;
