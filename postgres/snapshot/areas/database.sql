select
  'database' as kind,
  'itself' as object,
  pg_get_userbyid(d.datdba) as owner,
  array_to_string(coalesce(d.datacl, acldefault('d', d.datdba)), E'\n') as privileges,
  pg_encoding_to_char(d.encoding) as encoding,
  concat_ws(' ', d.datcollate, d.datctype, to_jsonb(d) ->> 'datlocprovider', to_jsonb(d) ->> 'daticulocale', to_jsonb(d) ->> 'datlocale', to_jsonb(d) ->> 'daticurules') as locale,
  nullif(d.datconnlimit, -1)::text as "connection limit",
  null as value
from pg_database d
where d.datname = current_database()
union all
select
  'database setting',
  split_part(o, '=', 1) || coalesce(' for role ' || quote_ident(r.rolname), ''),
  null, null, null, null, null,
  -- Supabase keeps its JWT secret in a setting: enough of a hash to notice a change, not to guess the value.
  case when split_part(o, '=', 1) ~* '(pass|secret|token|key|cred)'
    then 'hidden ' || left(encode(sha256(convert_to(o, 'UTF8')), 'hex'), 8)
    else substr(o, strpos(o, '=') + 1) end
from pg_db_role_setting s
cross join lateral unnest(s.setconfig) o
left join pg_roles r on r.oid = s.setrole
where s.setdatabase = (select oid from pg_database where datname = current_database());
