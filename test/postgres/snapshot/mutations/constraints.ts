import type { Mutation } from './mutation.ts';

export const constraints: Mutation[] = [
  {
    name: 'a check is dropped',
    setup: 'create table t (b int constraint b_positive check (b > 0));',
    change: 'alter table t drop constraint b_positive',
    texts: ['constraint public.t.b_positive: dropped'],
  },
  {
    name: 'expression of a check',
    setup: 'create table t (b int, constraint c check (b > 0));',
    change: 'alter table t drop constraint c; alter table t add constraint c check (b > 1)',
    texts: ['constraint public.t.c: definition CHECK ((b > 0)) before, CHECK ((b > 1)) after'],
  },
  {
    name: 'NO INHERIT',
    setup: 'create table t (b int, constraint c check (b > 0));',
    change: 'alter table t drop constraint c; alter table t add constraint c check (b > 0) no inherit',
    texts: ['constraint public.t.c: no inherit none before, yes after'],
  },
  {
    name: 'ON DELETE is forgotten',
    setup:
      'create table t (id int primary key, a text, b int);create table u (t int constraint u_t_fkey references t on delete cascade);',
    change:
      'alter table u drop constraint u_t_fkey; alter table u add constraint u_t_fkey foreign key (t) references t',
    texts: ['constraint public.u.u_t_fkey: ON DELETE CASCADE before, NO ACTION after'],
  },
  {
    name: 'ON DELETE SET NULL of one column',
    since: 15,
    setup:
      'create table t (a int, b int, primary key (a, b)); create table u (a int, b int, constraint f foreign key (a, b) references t on delete set null);',
    change:
      'alter table u drop constraint f; alter table u add constraint f foreign key (a, b) references t on delete set null (b)',
    texts: ['constraint public.u.f: ON DELETE SET NULL before, SET NULL (b) after'],
  },
  {
    name: 'ON UPDATE',
    setup:
      'create table t (id int primary key, a text, b int);create table u (t int constraint u_t_fkey references t);',
    change:
      'alter table u drop constraint u_t_fkey; alter table u add constraint u_t_fkey foreign key (t) references t on update cascade',
    texts: ['constraint public.u.u_t_fkey: ON UPDATE NO ACTION before, CASCADE after'],
  },
  {
    name: 'MATCH',
    setup:
      'create table t (id int primary key, a text, b int);create table u (t int constraint u_t_fkey references t);',
    change:
      'alter table u drop constraint u_t_fkey; alter table u add constraint u_t_fkey foreign key (t) references t match full',
    texts: ['constraint public.u.u_t_fkey: MATCH SIMPLE before, FULL after'],
  },
  {
    name: 'deferrable',
    setup:
      'create table t (id int primary key, a text, b int);create table u (t int constraint u_t_fkey references t);',
    change: 'alter table u alter constraint u_t_fkey deferrable',
    texts: ['constraint public.u.u_t_fkey: deferrable none before, yes after'],
  },
  {
    name: 'initially deferred',
    setup:
      'create table t (id int primary key, a text, b int);create table u (t int constraint u_t_fkey references t deferrable);',
    change: 'alter table u alter constraint u_t_fkey deferrable initially deferred',
    texts: ['constraint public.u.u_t_fkey: initially deferred none before, yes after'],
  },
  {
    name: 'a constraint is validated',
    setup: 'create table t (b int); alter table t add constraint c check (b > 0) not valid;',
    change: 'alter table t validate constraint c',
    texts: ['constraint public.t.c: validated no before, yes after'],
  },
  {
    name: 'a foreign key is no longer enforced',
    since: 18,
    setup:
      'create table t (id int primary key, a text, b int);create table u (t int constraint u_t_fkey references t);',
    change: 'alter table u alter constraint u_t_fkey not enforced',
    texts: [
      'constraint public.u.u_t_fkey: enforced none before, no after',
      'constraint public.u.u_t_fkey: validated yes before, no after',
    ],
  },
  {
    name: 'triggers of a foreign key disabled',
    setup:
      'create table t (id int primary key, a text, b int);create table u (t int constraint u_t_fkey references t);',
    change: 'alter table u disable trigger all',
    texts: [
      'constraint public.u.u_t_fkey: triggers not enabled none before, "RI_FKey_check_ins" on public.u: D, "RI_FKey_check_upd" on public.u: D after',
    ],
  },
  {
    name: 'a constraint is renamed',
    setup: 'create table t (id int primary key, a text, b int);',
    change: 'alter table t rename constraint t_pkey to t_key',
    texts: [
      'constraint public.t.t_key: created',
      'constraint public.t.t_pkey: dropped',
      'index public.t_key: created',
      'index public.t_pkey: dropped',
    ],
  },
  {
    name: 'an exclusion constraint',
    setup: 'create table t (r int4range, constraint x exclude using gist (r with &&));',
    change: 'alter table t drop constraint x; alter table t add constraint x exclude using gist (r with =)',
    texts: [
      'constraint public.t.x: definition EXCLUDE USING gist (r WITH &&) before, EXCLUDE USING gist (r WITH =) after',
    ],
  },
  {
    name: 'a check of a domain',
    setup: 'create domain d as int constraint c check (value > 0);',
    change: 'alter domain d drop constraint c; alter domain d add constraint c check (value > 1)',
    texts: ['domain constraint public.d.c: definition CHECK ((VALUE > 0)) before, CHECK ((VALUE > 1)) after'],
  },
];
