import { serverMajor } from '../../../support/server-version.ts';
import type { Mutation } from './mutation.ts';

export const types: Mutation[] = [
  {
    name: 'a label of an enum',
    setup: "create type e as enum ('a', 'b');",
    change: "alter type e add value 'c' before 'b'",
    texts: ["enum public.e: labels 'a', 'b' before, 'a', 'c', 'b' after"],
  },
  {
    name: 'a type is left over',
    setup: '',
    change: "create type e as enum ('a')",
    texts: ['enum public.e: created'],
  },
  {
    name: 'default of a domain',
    setup: 'create domain d as int;',
    change: 'alter domain d set default 3',
    texts: ['domain public.d: default none before, 3 after'],
  },
  {
    name: 'default of a domain, by a function that another search path names alike',
    setup: `create schema a; create schema b;
      create function a.f() returns int language sql return 1;
      create function b.f() returns int language sql return 1;
      set search_path = a; create domain public.d as int default f();`,
    change: 'set search_path = b; alter domain public.d set default f()',
    texts: ['domain public.d: default a.f() before, b.f() after'],
  },
  {
    name: 'a domain is NOT NULL',
    setup: 'create domain d as text;',
    change: 'alter domain d set not null',
    texts: [
      ...(serverMajor >= 17 ? ['domain constraint public.d.d_not_null: created'] : []),
      'domain public.d: not null none before, yes after',
    ],
  },
  {
    name: 'owner of a type',
    setup: "create role $role; create type e as enum ('a');",
    change: 'alter type e owner to $role',
    texts: [
      'enum public.e: owner postgres before, $role after',
      'enum public.e: privileges of PUBLIC from $role none before, USAGE after',
      'enum public.e: privileges of PUBLIC from postgres USAGE before, none after',
      'enum public.e: privileges of $role from $role none before, USAGE after',
      'enum public.e: privileges of postgres from postgres USAGE before, none after',
    ],
  },
  {
    name: 'USAGE of a type',
    setup: "create type e as enum ('a');",
    change: 'revoke usage on type e from public',
    texts: ['enum public.e: privileges of PUBLIC from postgres USAGE before, none after'],
  },
  {
    name: 'subtype of a range',
    setup: 'create type r as range (subtype = int);',
    change: 'drop type r; create type r as range (subtype = bigint)',
    texts: [
      'function public.r(bigint, bigint): created',
      'function public.r(bigint, bigint, text): created',
      'function public.r(integer, integer): dropped',
      'function public.r(integer, integer, text): dropped',
      'range public.r: operator class pg_catalog.int4_ops before, pg_catalog.int8_ops after',
      'range public.r: subtype integer before, bigint after',
    ],
  },
  {
    name: 'increment of a sequence',
    setup: 'create sequence s;',
    change: 'alter sequence s increment 5',
    texts: ['sequence public.s: increment 1 before, 5 after'],
  },
  {
    name: 'maximum of a sequence',
    setup: 'create sequence s;',
    change: 'alter sequence s maxvalue 99',
    texts: ['sequence public.s: maximum 9223372036854775807 before, 99 after'],
  },
  {
    name: 'a sequence cycles',
    setup: 'create sequence s;',
    change: 'alter sequence s cycle',
    texts: ['sequence public.s: cycle none before, yes after'],
  },
  {
    name: 'cache of a sequence',
    setup: 'create sequence s;',
    change: 'alter sequence s cache 10',
    texts: ['sequence public.s: cache 1 before, 10 after'],
  },
  {
    name: 'type of a sequence',
    setup: 'create sequence s as bigint maxvalue 100;',
    change: 'alter sequence s as int maxvalue 100',
    texts: ['sequence public.s: type bigint before, integer after'],
  },
  {
    name: 'column that owns a sequence',
    setup: 'create table t (id int primary key, a text, b int);create sequence s;',
    change: 'alter sequence s owned by t.b',
    texts: ['sequence public.s: owned by none before, public.t.b after'],
  },
];
