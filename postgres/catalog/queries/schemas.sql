select
  n.nspname as name,
  pg_get_userbyid(n.nspowner) as owner,
  obj_description(n.oid, 'pg_namespace') as comment,
  (
    select coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
      'role', g.role, 'privileges', g.privileges, 'grantable', g.grantable, 'by', g.by)) order by g.role, g.grantable, g.by), '[]')
    from (
      select case e.grantee when 0 then 'public' else pg_get_userbyid(e.grantee) end as role,
        array_agg(e.privilege_type order by e.privilege_type) as privileges, e.is_grantable as grantable,
        case when e.grantor <> n.nspowner then pg_get_userbyid(e.grantor) end as by
      from aclexplode(n.nspacl) e
      where e.grantee <> n.nspowner
      group by e.grantee, e.is_grantable, e.grantor
    ) g
  ) as grants
from pg_namespace n
where n.nspname not like 'pg\_%' and n.nspname not in ('information_schema', 'godwit', 'godwit_archive', 'supabase_migrations')
order by n.nspname;
