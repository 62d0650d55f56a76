-- Trailing clauses that have an attribute of their own are taken off the definition.
select
  case when k.contypid <> 0 then 'domain constraint' else 'constraint' end as kind,
  format('%I.%I.%I', n.nspname, coalesce(c.relname, t.typname), k.conname) as object,
  -- Asked of few: the expression costs more than everything else here together.
  case when k.contype = 'f' or k.condeferrable or k.connoinherit or not k.convalidated then regexp_replace(
    d.definition,
    '( MATCH FULL| MATCH PARTIAL| ON (UPDATE|DELETE) (CASCADE|RESTRICT|SET NULL|SET DEFAULT)( \([^)]*\))?| DEFERRABLE| INITIALLY DEFERRED| NO INHERIT| NOT ENFORCED| NOT VALID)+$',
    '') else d.definition end as definition,
  case when k.contype = 'f' then
    case k.confupdtype when 'a' then 'NO ACTION' when 'r' then 'RESTRICT' when 'c' then 'CASCADE'
      when 'n' then 'SET NULL' when 'd' then 'SET DEFAULT' end
  end as "ON UPDATE",
  case when k.contype = 'f' then
    case k.confdeltype when 'a' then 'NO ACTION' when 'r' then 'RESTRICT' when 'c' then 'CASCADE'
      when 'n' then 'SET NULL' when 'd' then 'SET DEFAULT' end
    || coalesce(substring(d.definition from ' ON DELETE SET (?:NULL|DEFAULT)( \([^)]*\))'), '')
  end as "ON DELETE",
  case when k.contype = 'f' then case k.confmatchtype when 'f' then 'FULL' when 'p' then 'PARTIAL' else 'SIMPLE' end end as "MATCH",
  k.condeferrable as deferrable,
  k.condeferred as "initially deferred",
  case when k.convalidated then 'yes' else 'no' end as validated,
  case when d.definition ~ ' NOT ENFORCED$' then 'no' end as enforced,
  case when k.contype in ('c', 'n') then k.connoinherit end as "no inherit",
  case when k.coninhcount > 0 then case when k.conislocal then 'also local' else 'yes' end end as inherited,
  case when k.contype = 'f' then nullif(k.conindid, 0)::regclass::text end as "referenced index",
  off.triggers as "triggers not enabled"
from pg_constraint k
left join pg_class c on c.oid = k.conrelid
left join pg_type t on t.oid = k.contypid
-- Before PostgreSQL 15 a foreign key that a partition inherits may have the schema of its parent.
join pg_namespace n on n.oid = coalesce(c.relnamespace, t.typnamespace)
cross join lateral (select pg_get_constraintdef(k.oid) as definition) d
left join (
  select g.tgconstraint, string_agg(format('%s on %s: %s', g.tgfoid::regproc, g.tgrelid::regclass, g.tgenabled), ', '
    order by g.tgfoid::regproc::text, g.tgrelid::regclass::text) as triggers
  from pg_trigger g
  where g.tgisinternal and g.tgenabled <> 'O'
  group by g.tgconstraint
) off on off.tgconstraint = k.oid
where k.contype <> 't'
  -- What a foreign key has for each partition that it refers to; before PostgreSQL 18 none of those is ever validated.
  and not exists (select from pg_constraint parent where parent.oid = k.conparentid and parent.conrelid = k.conrelid)
  and n.nspname not like 'pg\_%' and n.nspname not in ('information_schema', 'godwit', 'godwit_archive', 'supabase_migrations')
  and not exists (select from pg_depend e where e.classid = 'pg_class'::regclass and e.objid = k.conrelid and e.deptype = 'e')
  and not exists (select from pg_depend e where e.classid = 'pg_type'::regclass and e.objid = k.contypid and e.deptype = 'e');
