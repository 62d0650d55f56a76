-- Types that somebody made: enums, domains, composite and range types. Row types and array types belong to others.
select
  n.nspname as schema,
  t.typname as name,
  case t.typtype when 'e' then 'enum' when 'd' then 'domain' when 'c' then 'composite' when 'r' then 'range'
    when 'm' then 'multirange' else 'base' end as kind,
  pg_get_userbyid(t.typowner) as owner,
  c.description as comment,
  (
    select coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
      'role', g.role, 'privileges', g.privileges, 'grantable', g.grantable, 'by', g.by)) order by g.role, g.grantable, g.by), '[]')
    from (
      select case e.grantee when 0 then 'public' else pg_get_userbyid(e.grantee) end as role,
        array_agg(e.privilege_type order by e.privilege_type) as privileges, e.is_grantable as grantable,
        case when e.grantor <> t.typowner then pg_get_userbyid(e.grantor) end as by
      from aclexplode(coalesce(t.typacl, acldefault('T', t.typowner))) e
      where e.grantee <> t.typowner
      group by e.grantee, e.is_grantable, e.grantor
    ) g
  ) as grants,
  array(
    select distinct regexp_replace(pg_describe_object(d.classid, d.objid, d.objsubid), '^rule "?_RETURN"? on ', '')
    from pg_depend d
    where d.refclassid = 'pg_type'::regclass and d.refobjid in (t.oid, t.typarray) and d.deptype = 'n'
    order by 1
  ) as "usedBy",
  case when t.typtype = 'd' then jsonb_build_object(
    'type', format_type(t.typbasetype, t.typtypmod),
    'default', pg_get_expr(t.typdefaultbin, 0),
    'defaultDropped', t.typdefaultbin is null and b.typdefaultbin is not null,
    'collation', case when t.typcollation not in (0, b.typcollation) then t.typcollation::regcollation::text end,
    'notNull', t.typnotnull,
    'constraints', (
      select coalesce(jsonb_agg(jsonb_build_object(
        'name', k.conname,
        'kind', case k.contype when 'n' then 'not null' else 'check' end,
        'definition', pg_get_constraintdef(k.oid),
        'comment', obj_description(k.oid, 'pg_constraint')) order by k.conname), '[]')
      from pg_constraint k
      where k.contypid = t.oid
    )
  ) end as domain
from pg_type t
left join pg_type b on b.oid = t.typbasetype
join pg_namespace n on n.oid = t.typnamespace
left join pg_class r on r.oid = t.typrelid
left join pg_description c on c.classoid = 'pg_type'::regclass and c.objoid = t.oid
where (r.oid is null or r.relkind = 'c')
  -- A domain over an array is of that category, too.
  and (t.typcategory <> 'A' or t.typtype = 'd')
  and n.nspname not like 'pg\_%' and n.nspname not in ('information_schema', 'godwit', 'godwit_archive', 'supabase_migrations')
  and not exists (select from pg_depend e where e.classid = 'pg_type'::regclass and e.objid = t.oid and e.deptype = 'e')
order by n.nspname, t.typname;
