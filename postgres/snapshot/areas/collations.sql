select
  'collation' as kind,
  format('%I.%I', n.nspname, c.collname) as object,
  pg_get_userbyid(c.collowner) as owner,
  case c.collprovider when 'c' then 'libc' when 'i' then 'icu' when 'b' then 'builtin' when 'd' then 'default' end as provider,
  concat_ws(' ', c.collcollate, c.collctype, to_jsonb(c) ->> 'colliculocale', to_jsonb(c) ->> 'colllocale') as locale,
  to_jsonb(c) ->> 'collicurules' as rules,
  case when c.collisdeterministic then 'yes' else 'no' end as deterministic,
  c.collversion as version
from pg_collation c
join pg_namespace n on n.oid = c.collnamespace
where n.nspname not like 'pg\_%' and n.nspname not in ('information_schema', 'godwit', 'godwit_archive', 'supabase_migrations')
  and not exists (select from pg_depend e where e.classid = 'pg_collation'::regclass and e.objid = c.oid and e.deptype = 'e')
union all
select
  'conversion', format('%I.%I', n.nspname, c.conname), pg_get_userbyid(c.conowner), c.conproc::text,
  pg_encoding_to_char(c.conforencoding) || ' to ' || pg_encoding_to_char(c.contoencoding), null,
  case when c.condefault then 'yes' else 'no' end, null
from pg_conversion c
join pg_namespace n on n.oid = c.connamespace
where n.nspname not like 'pg\_%' and n.nspname not in ('information_schema', 'godwit', 'godwit_archive', 'supabase_migrations')
  and not exists (select from pg_depend e where e.classid = 'pg_conversion'::regclass and e.objid = c.oid and e.deptype = 'e');
