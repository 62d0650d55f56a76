-- Functions and procedures of the user; members of extensions left out. A null acl means the rights of everybody.
select
  n.nspname as schema,
  p.proname as name,
  case p.prokind when 'p' then 'procedure' else 'function' end as kind,
  oidvectortypes(p.proargtypes) as "inputTypes",
  pg_get_function_identity_arguments(p.oid) as arguments,
  coalesce(p.proargnames, '{}') as "argumentNames",
  coalesce(p.proargmodes::text[], '{}') as "argumentModes",
  p.pronargdefaults as defaults,
  pg_get_function_result(p.oid) as returns,
  pg_get_functiondef(p.oid) as definition,
  p.prosecdef as "securityDefiner",
  pg_get_userbyid(p.proowner) as owner,
  c.description as comment,
  (
    select coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
      'role', g.role, 'privileges', g.privileges, 'grantable', g.grantable, 'by', g.by)) order by g.role, g.grantable, g.by), '[]')
    from (
      select case e.grantee when 0 then 'public' else pg_get_userbyid(e.grantee) end as role,
        array_agg(e.privilege_type order by e.privilege_type) as privileges, e.is_grantable as grantable,
        case when e.grantor <> p.proowner then pg_get_userbyid(e.grantor) end as by
      from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) e
      where e.grantee <> p.proowner
      group by e.grantee, e.is_grantable, e.grantor
    ) g
  ) as grants,
  array(
    select distinct regexp_replace(pg_describe_object(d.classid, d.objid, d.objsubid), '^rule "?_RETURN"? on ', '')
    from pg_depend d
    where d.refclassid = 'pg_proc'::regclass and d.refobjid = p.oid and d.deptype in ('n', 'a')
    order by 1
  ) as "usedBy"
from pg_proc p
join pg_namespace n on n.oid = p.pronamespace
left join pg_description c on c.classoid = 'pg_proc'::regclass and c.objoid = p.oid
where p.prokind in ('f', 'p')
  and n.nspname not like 'pg\_%' and n.nspname not in ('information_schema', 'godwit', 'godwit_archive', 'supabase_migrations')
  and not exists (select from pg_depend e where e.classid = 'pg_proc'::regclass and e.objid = p.oid and e.deptype = 'e')
order by n.nspname, p.proname, 4;
