-- One row: what is true of the database and the server.
select
  current_setting('server_version_num')::int as "serverVersion",
  current_user as "user",
  coalesce((select array_agg(extname::text order by extname) from pg_extension), '{}') as extensions,
  coalesce((select array_agg(rolname::text order by rolname) from pg_roles where rolname not like 'pg\_%'), '{}') as roles,
  coalesce((
    select array_agg(distinct format('%s.%s', n.nspname, p.proname))
    from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where n.nspname not in ('pg_catalog', 'information_schema', 'godwit', 'godwit_archive')
  ), '{}') as functions,
  coalesce((
    select array_agg(distinct p.proname::text) from pg_proc p where p.provolatile = 'v'
  ), '{}') as "volatileFunctions",
  coalesce((
    select jsonb_agg(jsonb_build_object('schema', n.nspname, 'name', c.relname) order by n.nspname, c.relname)
    from pg_depend e join pg_class c on c.oid = e.objid join pg_namespace n on n.oid = c.relnamespace
    where e.classid = 'pg_class'::regclass and e.deptype = 'e' and c.relkind in ('r', 'p', 'v', 'm', 'f', 'S')
  ), '[]') as "otherRelations",
  coalesce((
    select array_agg(c.relname::text order by c.relname)
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'godwit_archive'
  ), '{}') as archives,
  -- As it is today: a table of another make says nothing.
  coalesce((
    select has_schema_privilege(n.oid, 'usage') and has_table_privilege(c.oid, 'select') and exists (
      select from pg_attribute where attrelid = c.oid and attname = 'object' and not attisdropped
    )
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'godwit_archive' and c.relname = 'archived' and c.relkind = 'r'
  ), false) as "archivesReadable",
  (
    select jsonb_agg(jsonb_build_object(
      'from', format_type(k.castsource, null), 'to', format_type(k.casttarget, null), 'assignment', k.castcontext <> 'e',
      'binary', k.castmethod = 'b', 'immutable', coalesce(p.provolatile = 'i', true)) order by k.castsource, k.casttarget)
    from pg_cast k left join pg_proc p on p.oid = k.castfunc
  ) as casts;
