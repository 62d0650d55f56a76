-- since PostgreSQL 15
select
  'publication table' as kind,
  format('%s in %I', r.prrelid::regclass, p.pubname) as object,
  pg_get_expr(r.prqual, r.prrelid) as "where",
  (
    select string_agg(quote_ident(a.attname), ', ' order by a.attname)
    from pg_attribute a
    where a.attrelid = r.prrelid and a.attnum = any (r.prattrs)
  ) as columns
from pg_publication_rel r
join pg_publication p on p.oid = r.prpubid
union all
select 'publication schema', format('%I in %I', n.nspname, p.pubname), null, null
from pg_publication_namespace s
join pg_publication p on p.oid = s.pnpubid
join pg_namespace n on n.oid = s.pnnspid;
