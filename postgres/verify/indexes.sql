-- Every index, and one that does at least the same. A unique one counts for a plain one, never the other way round.
select
  format('%I.%I', n.nspname, ic.relname) as "index",
  n.nspname::text as schema,
  ic.relname::text as name,
  i.indisvalid and i.indisready as usable,
  (
    select format('%I.%I', n.nspname, oc.relname)
    from pg_index o
    join pg_class oc on oc.oid = o.indexrelid
    where o.indrelid = i.indrelid and o.indexrelid <> i.indexrelid
      and o.indisvalid and oc.relam = ic.relam
      and (o.indisunique or not i.indisunique)
      and o.indnkeyatts = i.indnkeyatts
      and (o.indkey::text, o.indclass::text, o.indcollation::text, o.indoption::text)
        = (i.indkey::text, i.indclass::text, i.indcollation::text, i.indoption::text)
      and pg_get_expr(o.indexprs, o.indrelid) is not distinct from pg_get_expr(i.indexprs, i.indrelid)
      and pg_get_expr(o.indpred, o.indrelid) is not distinct from pg_get_expr(i.indpred, i.indrelid)
    order by o.indisunique desc, o.indexrelid
    limit 1
  ) as duplicate
from pg_index i
join pg_class ic on ic.oid = i.indexrelid
join pg_namespace n on n.oid = ic.relnamespace
where n.nspname not like 'pg\_%'
  and n.nspname not in ('information_schema', 'godwit', 'godwit_archive', 'supabase_migrations')
order by 1;
