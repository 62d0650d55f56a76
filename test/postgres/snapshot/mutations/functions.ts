import type { Mutation } from './mutation.ts';

export const functions: Mutation[] = [
  {
    name: 'body',
    setup: "create function f(a int) returns int language sql as 'select 1';",
    change: "create or replace function f(a int) returns int language sql as 'select 2'",
    texts: ['function public.f(integer): body select 1 before, select 2 after'],
  },
  {
    name: 'body of a standard function',
    setup: 'create function f(a int) returns int return a + 1;',
    change: 'create or replace function f(a int) returns int return a + 2',
    texts: ['function public.f(integer): body RETURN (a + 1) before, RETURN (a + 2) after'],
  },
  {
    name: 'default of an argument',
    setup: "create function f(a int) returns int language sql as 'select 1';",
    change: "create or replace function f(a int default 3) returns int language sql as 'select 1'",
    texts: ['function public.f(integer): arguments a integer before, a integer DEFAULT 3 after'],
  },
  {
    name: 'an overload',
    setup: "create function f(a int) returns int language sql as 'select 1';",
    change: "create function f(a text) returns int language sql as 'select 1'",
    texts: ['function public.f(text): created'],
  },
  {
    name: 'volatility',
    setup: "create function f(a int) returns int language sql as 'select 1';",
    change: 'alter function f(int) immutable',
    texts: ['function public.f(integer): volatility volatile before, immutable after'],
  },
  {
    name: 'security definer',
    setup: "create function f(a int) returns int language sql as 'select 1';",
    change: 'alter function f(int) security definer',
    texts: ['function public.f(integer): security definer none before, yes after'],
  },
  {
    name: 'search_path',
    setup: "create function f(a int) returns int language sql as 'select 1';",
    change: 'alter function f(int) set search_path = pg_catalog',
    texts: ['function public.f(integer): settings none before, search_path=pg_catalog after'],
  },
  {
    name: 'strict',
    setup: "create function f(a int) returns int language sql as 'select 1';",
    change: 'alter function f(int) strict',
    texts: ['function public.f(integer): strict none before, yes after'],
  },
  {
    name: 'leakproof',
    setup: "create function f(a int) returns int language sql as 'select 1';",
    change: 'alter function f(int) leakproof',
    texts: ['function public.f(integer): leakproof none before, yes after'],
  },
  {
    name: 'parallel',
    setup: "create function f(a int) returns int language sql as 'select 1';",
    change: 'alter function f(int) parallel safe',
    texts: ['function public.f(integer): parallel unsafe before, safe after'],
  },
  {
    name: 'cost',
    setup: "create function f(a int) returns int language sql as 'select 1';",
    change: 'alter function f(int) cost 7',
    texts: ['function public.f(integer): cost 100 before, 7 after'],
  },
  {
    name: 'EXECUTE is taken from PUBLIC',
    setup: "create function f(a int) returns int language sql as 'select 1';",
    change: 'revoke execute on function f(int) from public',
    texts: ['function public.f(integer): privileges of PUBLIC from postgres EXECUTE before, none after'],
  },
  {
    name: 'a procedure',
    setup: '',
    change: "create procedure p() language sql as 'select 1'",
    texts: ['procedure public.p(): created'],
  },
  {
    name: 'initial value of an aggregate',
    setup: "create aggregate s(int) (sfunc = int4pl, stype = int, initcond = '0');",
    change: "create or replace aggregate s(int) (sfunc = int4pl, stype = int, initcond = '1')",
    texts: ['aggregate public.s(integer): initial value 0 before, 1 after'],
  },
];
