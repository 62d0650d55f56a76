select
  'default privileges' as kind,
  format('of %I %s on %s', pg_get_userbyid(d.defaclrole), coalesce('in ' || quote_ident(n.nspname), 'everywhere'),
    case d.defaclobjtype when 'r' then 'tables' when 'S' then 'sequences' when 'f' then 'functions' when 'T' then 'types'
      when 'n' then 'schemas' when 'L' then 'large objects' end) as object,
  array_to_string(d.defaclacl, E'\n') as privileges
from pg_default_acl d
left join pg_namespace n on n.oid = d.defaclnamespace
where n.nspname is null or (n.nspname not like 'pg\_%' and n.nspname not in ('information_schema', 'godwit', 'godwit_archive', 'supabase_migrations'));
