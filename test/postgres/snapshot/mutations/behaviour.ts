import type { Mutation } from './mutation.ts';

export const behaviour: Mutation[] = [
  {
    name: 'a trigger is created',
    setup:
      'create table t (id int primary key, a text, b int);create function f() returns trigger language plpgsql as $$ begin return new; end $$;',
    change: 'create trigger g before insert on t for each row execute function f()',
    texts: ['trigger public.t.g: created'],
  },
  {
    name: 'condition of a trigger',
    setup:
      'create table t (id int primary key, a text, b int);create function f() returns trigger language plpgsql as $$ begin return new; end $$; create trigger g before update on t for each row execute function f();',
    change:
      'create or replace trigger g before update on t for each row when (old.a is distinct from new.a) execute function f()',
    texts: [
      'trigger public.t.g: definition …N public.t FOR EACH ROW EXECUTE FUNCTION public.f() before, …N public.t FOR EACH ROW WHEN ((old.a IS DISTINCT FROM new.a)) EXECUTE FUNCTION public.f() after',
    ],
  },
  {
    name: 'a trigger is disabled',
    setup:
      'create table t (id int primary key, a text, b int);create function f() returns trigger language plpgsql as $$ begin return new; end $$; create trigger g before insert on t for each row execute function f();',
    change: 'alter table t disable trigger g',
    texts: ['trigger public.t.g: state enabled before, disabled after'],
  },
  {
    name: 'a rule',
    setup:
      'create table t (id int primary key, a text, b int);create rule r as on delete to t do instead nothing;',
    change: 'create or replace rule r as on delete to t do also nothing',
    texts: [
      'rule public.t.r: definition CREATE RULE r AS ON DELETE TO public.t DO INSTEAD NOTHING; before, CREATE RULE r AS ON DELETE TO public.t DO NOTHING; after',
    ],
  },
  {
    name: 'a rule is disabled',
    setup:
      'create table t (id int primary key, a text, b int);create rule r as on delete to t do instead nothing;',
    change: 'alter table t disable rule r',
    texts: ['rule public.t.r: state enabled before, disabled after'],
  },
  {
    name: 'USING of a policy',
    setup: 'create table t (id int primary key, a text, b int);create policy p on t using (b = 1);',
    change: 'alter policy p on t using (b = 2)',
    texts: ['policy public.t.p: USING (b = 1) before, (b = 2) after'],
  },
  {
    name: 'WITH CHECK of a policy',
    setup: 'create table t (id int primary key, a text, b int);create policy p on t using (b = 1);',
    change: 'alter policy p on t with check (b = 2)',
    texts: ['policy public.t.p: WITH CHECK none before, (b = 2) after'],
  },
  {
    name: 'roles of a policy',
    setup:
      'create table t (id int primary key, a text, b int);create role $role; create policy p on t using (b = 1);',
    change: 'alter policy p on t to $role',
    texts: ['policy public.t.p: to PUBLIC before, $role after'],
  },
  {
    name: 'a policy becomes restrictive',
    setup: 'create table t (id int primary key, a text, b int);create policy p on t using (true);',
    change: 'drop policy p on t; create policy p on t as restrictive using (true)',
    texts: ['policy public.t.p: as PERMISSIVE before, RESTRICTIVE after'],
  },
  {
    name: 'command of a policy',
    setup: 'create table t (id int primary key, a text, b int);create policy p on t using (true);',
    change: 'drop policy p on t; create policy p on t for select using (true)',
    texts: ['policy public.t.p: for ALL before, SELECT after'],
  },
  {
    name: 'an event trigger is disabled',
    setup:
      "create function f() returns event_trigger language plpgsql as $$ begin end $$; create event trigger e on ddl_command_end when tag in ('CREATE CAST') execute function f();",
    change: 'alter event trigger e disable',
    texts: ['event trigger e: state enabled before, disabled after'],
  },
];
