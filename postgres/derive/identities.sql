-- What has a name of its own, by what it is and not by what it is called: a rename changes no OID.
-- `holder` is the key of the schema, relation or type that it belongs to; `follows`: it goes to another schema only
-- with that which owns it; `inherited`: its name comes from its parent.
with excluded as (
  select oid from pg_namespace
  where nspname like 'pg\_%' or nspname in ('information_schema', 'godwit', 'godwit_archive', 'supabase_migrations')
), member as (
  select classid, objid from pg_depend where deptype = 'e'
)
select 's' || n.oid as key, 'SCHEMA' as kind, null as holder, n.nspname::text as name, null as signature,
  false as follows, false as inherited
from pg_namespace n
where n.oid not in (select oid from excluded)
union all
select 'r' || c.oid,
  case c.relkind when 'v' then 'VIEW' when 'm' then 'MATERIALIZED VIEW' when 'f' then 'FOREIGN TABLE' when 'S' then 'SEQUENCE'
    when 'i' then 'INDEX' when 'I' then 'INDEX' when 'c' then 'TYPE' else 'TABLE' end,
  's' || c.relnamespace, c.relname::text, null,
  c.relkind in ('i', 'I') or exists (
    select from pg_depend o
    where o.classid = 'pg_class'::regclass and o.objid = c.oid and o.refobjsubid > 0 and o.deptype in ('a', 'i')
  ),
  -- The index of a constraint is renamed with it.
  exists (select from pg_constraint k where k.conindid = c.oid and k.contype in ('p', 'u', 'x'))
from pg_class c
where c.relkind in ('r', 'p', 'v', 'm', 'f', 'S', 'i', 'I', 'c') and c.relnamespace not in (select oid from excluded)
  and ('pg_class'::regclass, c.oid) not in (select classid, objid from member)
union all
select 'y' || t.oid, case t.typtype when 'd' then 'DOMAIN' else 'TYPE' end, 's' || t.typnamespace, t.typname::text, null, false, false
from pg_type t
where t.typtype in ('e', 'd', 'r', 'b') and t.typnamespace not in (select oid from excluded)
  and not exists (select from pg_type element where element.oid = t.typelem and element.typarray = t.oid)
  and ('pg_type'::regclass, t.oid) not in (select classid, objid from member)
union all
select 'e' || l.oid, 'VALUE', 'y' || l.enumtypid, l.enumlabel::text, null, false, false
from pg_enum l
join pg_type t on t.oid = l.enumtypid
where t.typnamespace not in (select oid from excluded)
union all
select 'c' || a.attrelid || '.' || a.attnum, case c.relkind when 'c' then 'ATTRIBUTE' else 'COLUMN' end,
  'r' || a.attrelid, a.attname::text, null, false, a.attinhcount > 0
from pg_attribute a
join pg_class c on c.oid = a.attrelid
where a.attnum > 0 and not a.attisdropped and c.relkind in ('r', 'p', 'v', 'm', 'f', 'c')
  and c.relnamespace not in (select oid from excluded)
union all
select 'k' || k.oid, case when k.contypid <> 0 then 'DOMAIN CONSTRAINT' else 'CONSTRAINT' end,
  case when k.contypid <> 0 then 'y' || k.contypid else 'r' || k.conrelid end,
  k.conname::text, null, false, k.coninhcount > 0 or k.conparentid <> 0
from pg_constraint k
where k.contype <> 't' and k.connamespace not in (select oid from excluded)
union all
select 'g' || g.oid, 'TRIGGER', 'r' || g.tgrelid, g.tgname::text, null, false, g.tgparentid <> 0
from pg_trigger g
where (not g.tgisinternal or (g.tgparentid <> 0 and g.tgconstraint = 0))
union all
select 'p' || p.oid, 'POLICY', 'r' || p.polrelid, p.polname::text, null, false, false
from pg_policy p
union all
select 'u' || u.oid, 'RULE', 'r' || u.ev_class, u.rulename::text, null, false, false
from pg_rewrite u
where u.rulename <> '_RETURN'
union all
select 'f' || f.oid, 'ROUTINE', 's' || f.pronamespace, f.proname::text,
  '(' || pg_get_function_identity_arguments(f.oid) || ')', false, false
from pg_proc f
where f.pronamespace not in (select oid from excluded)
  and not exists (select from pg_depend d where d.classid = 'pg_proc'::regclass and d.objid = f.oid and d.deptype in ('e', 'i'))
union all
select 'o' || o.oid, 'COLLATION', 's' || o.collnamespace, o.collname::text, null, false, false
from pg_collation o
where o.collnamespace not in (select oid from excluded)
union all
select 't' || s.oid, 'STATISTICS', 's' || s.stxnamespace, s.stxname::text, null, false, false
from pg_statistic_ext s
where s.stxnamespace not in (select oid from excluded)
union all
select 'd' || d.oid, 'TEXT SEARCH DICTIONARY', 's' || d.dictnamespace, d.dictname::text, null, false, false
from pg_ts_dict d
where d.dictnamespace not in (select oid from excluded) and ('pg_ts_dict'::regclass, d.oid) not in (select classid, objid from member)
union all
select 'w' || w.oid, 'TEXT SEARCH CONFIGURATION', 's' || w.cfgnamespace, w.cfgname::text, null, false, false
from pg_ts_config w
where w.cfgnamespace not in (select oid from excluded)
union all
select 'a' || a.oid, 'OPERATOR CLASS', 's' || a.opcnamespace, a.opcname::text,
  ' USING ' || quote_ident(m.amname), false, false
from pg_opclass a
join pg_am m on m.oid = a.opcmethod
where a.opcnamespace not in (select oid from excluded) and ('pg_opclass'::regclass, a.oid) not in (select classid, objid from member)
union all
select 'b' || b.oid, 'PUBLICATION', null, b.pubname::text, null, false, false
from pg_publication b
union all
select 'v' || v.oid, 'EVENT TRIGGER', null, v.evtname::text, null, false, false
from pg_event_trigger v
where ('pg_event_trigger'::regclass, v.oid) not in (select classid, objid from member)
union all
select 'x' || x.oid, 'SERVER', null, x.srvname::text, null, false, false
from pg_foreign_server x
where ('pg_foreign_server'::regclass, x.oid) not in (select classid, objid from member);
