select
  case p.prokind when 'f' then 'function' when 'p' then 'procedure' when 'a' then 'aggregate' when 'w' then 'window function' end as kind,
  format('%I.%I(%s)', n.nspname, p.proname, oidvectortypes(p.proargtypes)) as object,
  pg_get_userbyid(p.proowner) as owner,
  array_to_string(coalesce(p.proacl, acldefault('f', p.proowner)), E'\n') as privileges,
  pg_get_function_arguments(p.oid) as arguments,
  pg_get_function_result(p.oid) as returns,
  l.lanname as language,
  case when p.prokind <> 'a' then coalesce(pg_get_function_sqlbody(p.oid), p.prosrc) end as body,
  p.probin as library,
  case p.provolatile when 'i' then 'immutable' when 's' then 'stable' when 'v' then 'volatile' end as volatility,
  p.prosecdef as "security definer",
  p.proleakproof as leakproof,
  p.proisstrict as strict,
  case p.proparallel when 's' then 'safe' when 'r' then 'restricted' when 'u' then 'unsafe' end as parallel,
  p.procost::text as cost,
  nullif(p.prorows, 0)::text as "rows",
  nullif(p.prosupport, 0)::regproc::text as support,
  (select string_agg(o, ', ' order by o) from unnest(p.proconfig) o) as settings,
  (select string_agg(x::regtype::text, ', ') from unnest(p.protrftypes) x) as transforms,
  case a.aggkind when 'o' then 'ordered-set' when 'h' then 'hypothetical-set' end as "aggregate kind",
  a.aggtransfn::text as "transition function",
  nullif(a.aggfinalfn::oid, 0)::regproc::text as "final function",
  nullif(a.aggcombinefn::oid, 0)::regproc::text as "combine function",
  nullif(a.aggserialfn::oid, 0)::regproc::text as "serial function",
  nullif(a.aggdeserialfn::oid, 0)::regproc::text as "deserial function",
  nullif(a.aggmtransfn::oid, 0)::regproc::text as "moving transition function",
  nullif(a.aggminvtransfn::oid, 0)::regproc::text as "moving inverse function",
  nullif(a.aggmfinalfn::oid, 0)::regproc::text as "moving final function",
  nullif(a.aggmtranstype, 0)::regtype::text as "moving state type",
  a.aggminitval as "moving initial value",
  case when a.aggfnoid is not null then concat_ws(' ', a.aggfinalextra, a.aggfinalmodify, a.aggmfinalextra, a.aggmfinalmodify, a.aggtransspace, a.aggmtransspace, a.aggnumdirectargs) end as "aggregate details",
  nullif(a.aggsortop, 0)::regoperator::text as "sort operator",
  nullif(a.aggtranstype, 0)::regtype::text as "state type",
  a.agginitval as "initial value"
from pg_proc p
join pg_namespace n on n.oid = p.pronamespace
join pg_language l on l.oid = p.prolang
left join pg_aggregate a on a.aggfnoid = p.oid
where n.nspname not like 'pg\_%' and n.nspname not in ('information_schema', 'godwit', 'godwit_archive', 'supabase_migrations')
  and not exists (select from pg_depend e where e.classid = 'pg_proc'::regclass and e.objid = p.oid and e.deptype = 'e');
