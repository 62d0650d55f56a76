import { splitTypes } from '../../../../../../postgres/operations/type-names.ts';
import type { ReadingContext } from '../../grammar/slots/context.ts';
import { nameOf, type TableReading } from '../../grammar/slots/names.ts';
import type { RuleDraft } from '../rule-draft.ts';
import { insertedRows } from './insert.ts';

type Groups = Readonly<Record<string, string | undefined>>;
type Read = (groups: Groups, context: ReadingContext) => RuleDraft | undefined;

const name = String.raw`[\w."]+`;
const statement = (form: string): RegExp => new RegExp(`^${form.replaceAll(' ', '\\s+')}\\s*$`, 'is');

const tableNamed = (text: string | undefined, { names }: ReadingContext): TableReading => {
  const plain = (text ?? '').replaceAll('"', '');
  const table = names.knownTable(plain);
  return { text: plain, marked: true, ...(table ? { table } : {}) };
};

const bare = (text: string | undefined): string => (text ?? '').replaceAll('"', '').split('.').at(-1) ?? '';

/** Statements that stand for one request each; one with anything more is read by nobody. */
const statements: readonly (readonly [RegExp, Read])[] = [
  [
    statement(
      `create domain (?<name>${name})(?: as)? (?<type>[\\w ]+?(?:\\([\\d, ]+\\))?)(?<required> not null)?(?: (?:constraint ${name} )?check\\s*\\((?<check>.+)\\))?(?<after> not null)?`,
    ),
    ({ name = '', type = '', required, after, check }) => ({
      kind: 'domain',
      name: nameOf(name, true),
      type: type.trim(),
      facts: required === undefined && after === undefined ? {} : { notNull: true },
      check,
    }),
  ],
  [
    statement(
      `create trigger (?<name>${name}) (?<timing>before|after) (?<events>(?:insert|update|delete)(?: or (?:insert|update|delete))*) on (?<table>${name}) for each row execute (?:function|procedure) (?<called>${name})\\s*\\(\\s*\\)`,
    ),
    ({ name, timing = '', events = '', table, called = '' }, context) => ({
      kind: 'createTrigger',
      table: tableNamed(table, context),
      name: bare(name),
      timing: timing.toLowerCase() as 'before',
      events: events.toLowerCase().split(/\s+or\s+/),
      called: { schema: called.includes('.') ? (called.split('.')[0] ?? '') : 'public', name: bare(called) },
    }),
  ],
  [
    statement(`drop trigger(?: if exists)? (?<name>${name}) on (?<table>${name})`),
    ({ name, table }, context) => ({
      kind: 'dropTrigger',
      table: tableNamed(table, context),
      name: bare(name),
    }),
  ],
  [
    statement(`alter table (?<table>${name}) detach partition (?<partition>${name})(?: concurrently)?`),
    ({ table, partition }, context) => ({
      kind: 'detachPartition',
      table: tableNamed(table, context),
      partition: tableNamed(partition, context),
    }),
  ],
  [
    statement(
      `alter table (?<table>${name}) attach partition (?<partition>${name}) for values (?:from\\s*\\((?<from>[^()]+)\\) to\\s*\\((?<to>[^()]+)\\)|in\\s*\\((?<values>[^()]+)\\))`,
    ),
    ({ table, partition, from, to, values }, context) => ({
      kind: 'attachPartition',
      table: tableNamed(table, context),
      partition: tableNamed(partition, context),
      bound:
        values === undefined
          ? {
              from: { kind: 'sql', text: from?.trim() ?? '' },
              to: { kind: 'sql', text: to?.trim() ?? '' },
            }
          : { values: splitTypes(values).map((value) => value.trim().replace(/^'(.*)'$/s, '$1')) },
    }),
  ],
  [
    statement(
      `alter table (?<table>${name}) add(?: constraint (?<name>${name}))? exclude(?: using (?<method>gist|spgist|btree|hash))?\\s*\\((?<elements>.+)\\)`,
    ),
    ({ table, name, method, elements = '' }, context) => {
      const parts = splitTypes(elements).map((part) => /^\s*(.+?)\s+with\s+(\S+)\s*$/is.exec(part));
      if (!parts.every((part) => part !== null)) return undefined;
      const { text, table: known } = tableNamed(table, context);
      return {
        kind: 'operation',
        operation: {
          op: 'add_exclusion',
          table: known?.name ?? text,
          schema: known?.schema ?? 'public',
          elements: parts.map((part) => ({
            ...(/^\w+$/.test(part[1] ?? '') ? { column: part[1] } : { expression: part[1] }),
            with: part[2] ?? '',
          })),
          method: (method?.toLowerCase() ?? 'btree') as 'gist',
          ...(name === undefined ? {} : { name: bare(name) }),
        },
      };
    },
  ],
];

/** The request that a statement about domains, triggers, partitions, exclusions or rows stands for. */
export function structureSql(text: string, context: ReadingContext): RuleDraft | undefined {
  for (const [form, read] of statements) {
    const match = form.exec(text);
    if (match) return read(match.groups ?? {}, context);
  }
  const inserted = insertedRows(text);
  return (
    inserted && {
      kind: 'insertTable',
      table: tableNamed(inserted.table, context),
      header: inserted.columns,
      rows: inserted.rows,
    }
  );
}
