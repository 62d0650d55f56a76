select
  n.nspname as schema,
  c.relname as name,
  pg_get_userbyid(c.relowner) as owner,
  d.description as comment,
  (
    select coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
      'role', g.role, 'privileges', g.privileges, 'grantable', g.grantable, 'by', g.by)) order by g.role, g.grantable, g.by), '[]')
    from (
      select case e.grantee when 0 then 'public' else pg_get_userbyid(e.grantee) end as role,
        array_agg(e.privilege_type order by e.privilege_type) as privileges, e.is_grantable as grantable,
        case when e.grantor <> c.relowner then pg_get_userbyid(e.grantor) end as by
      from aclexplode(c.relacl) e
      where e.grantee <> c.relowner
      group by e.grantee, e.is_grantable, e.grantor
    ) g
  ) as grants
from pg_class c
join pg_namespace n on n.oid = c.relnamespace
left join pg_description d on d.classoid = 'pg_class'::regclass and d.objoid = c.oid and d.objsubid = 0
where c.relkind = 'S'
  and n.nspname not like 'pg\_%' and n.nspname not in ('information_schema', 'godwit', 'godwit_archive', 'supabase_migrations')
  and not exists (select from pg_depend e where e.classid = 'pg_class'::regclass and e.objid = c.oid and e.deptype = 'e')
order by n.nspname, c.relname;
