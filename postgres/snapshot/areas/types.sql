-- Row types of tables, array types and the multirange of a range belong to another object and have no row here.
select
  case
    when not t.typisdefined then 'shell type'
    when t.typtype = 'e' then 'enum' when t.typtype = 'd' then 'domain' when t.typtype = 'c' then 'composite type'
    when t.typtype = 'r' then 'range' when t.typtype = 'b' then 'type'
  end as kind,
  format('%I.%I', n.nspname, t.typname) as object,
  pg_get_userbyid(t.typowner) as owner,
  array_to_string(coalesce(t.typacl, acldefault('T', t.typowner)), E'\n') as privileges,
  (
    select string_agg(quote_literal(l.enumlabel), ', ' order by l.enumsortorder) from pg_enum l where l.enumtypid = t.oid
  ) as labels,
  case when t.typtype = 'd' then format_type(t.typbasetype, t.typtypmod) end as type,
  -- The text of a domain keeps the search path of the moment it was made, and the old name of what is renamed.
  case when t.typtype = 'd' then coalesce(pg_get_expr(t.typdefaultbin, 0), t.typdefault) else t.typdefault end as "default",
  t.typnotnull as "not null",
  case when t.typtype = 'd' and t.typcollation <> base.typcollation then t.typcollation::regcollation::text end as collation,
  r.rngsubtype::regtype::text as subtype,
  nullif(r.rngcollation, 0)::regcollation::text as "subtype collation",
  (select format('%I.%I', o.nspname, c.opcname) from pg_opclass c join pg_namespace o on o.oid = c.opcnamespace where c.oid = r.rngsubopc) as "operator class",
  nullif(r.rngcanonical::oid, 0)::regproc::text as canonical,
  nullif(r.rngsubdiff::oid, 0)::regproc::text as "difference function",
  case when r.rngmultitypid <> 0 then r.rngmultitypid::regtype::text end as multirange,
  case when t.typtype = 'b' then concat_ws(' ', t.typinput, t.typoutput, t.typreceive, t.typsend, t.typmodin, t.typmodout,
    t.typanalyze, t.typsubscript, t.typlen, t.typbyval, t.typalign, t.typstorage, t.typcategory, t.typispreferred,
    t.typdelim, nullif(t.typelem, 0)::regtype, t.typcollation <> 0) end as definition
from pg_type t
join pg_namespace n on n.oid = t.typnamespace
left join pg_class c on c.oid = t.typrelid and t.typrelid <> 0
left join pg_range r on r.rngtypid = t.oid
left join pg_type base on base.oid = t.typbasetype
where (c.relkind is null or c.relkind = 'c')
  and t.typtype <> 'm'
  and not exists (select from pg_type el where el.oid = t.typelem and el.typarray = t.oid)
  and n.nspname not like 'pg\_%' and n.nspname not in ('information_schema', 'godwit', 'godwit_archive', 'supabase_migrations')
  and not exists (select from pg_depend e where e.classid = 'pg_type'::regclass and e.objid = t.oid and e.deptype = 'e');
