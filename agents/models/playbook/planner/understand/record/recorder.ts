import type { FactsReading } from '../../attributes/read.ts';
import type { Literal, Reference } from '../../attributes/spec.ts';
import type { Expression } from '../../expressions/read.ts';
import type { ColumnReading } from '../../grammar/slots/columns.ts';
import type { IndexedReading } from '../../grammar/slots/indexed.ts';
import type { JoinedReading } from '../../grammar/slots/joined.ts';
import type { KeyedReading } from '../../grammar/slots/keyed.ts';
import type { NameReading, TableReading } from '../../grammar/slots/names.ts';
import type { EnumReading, IndexMethod, JsonPlace } from '../../grammar/slots/places.ts';
import type { BoundReading } from '../../grammar/slots/structure.ts';
import type { TypeReading } from '../../grammar/slots/types.ts';
import type { Cut, TidyRule } from '../../lexicon/data.ts';
import type { ConstraintKind } from '../../lexicon/objects.ts';
import type { Draft } from '../draft.ts';
import type { Intent } from '../intents.ts';
import type { RuleDraft } from '../rule-draft.ts';
import type { Topic } from '../topic.ts';

type DeleteAction = Extract<RuleDraft, { kind: 'foreignKeyAction' }>['action'];

/** What slots may have given; which are there depends on the form. */
export interface Slots {
  readonly table?: TableReading;
  readonly known?: TableReading;
  readonly columns?: readonly ColumnReading[] | readonly NameReading[];
  readonly names?: readonly NameReading[];
  readonly name?: NameReading;
  readonly per?: NameReading;
  readonly from?: NameReading | string;
  readonly to?: NameReading | string;
  readonly target?: TableReading;
  readonly tables?: readonly TableReading[];
  readonly value?: Literal;
  readonly type?: TypeReading;
  readonly expr?: Expression;
  readonly ref?: Reference;
  readonly facts?: FactsReading;
  readonly unique?: true;
  readonly method?: IndexMethod;
  readonly quoted?: string;
  readonly jsonplace?: JsonPlace;
  /** The key of a document below which another one goes. */
  readonly parent?: string;
  readonly enum?: EnumReading;
  readonly enumvalue?: string;
  readonly after?: string;
  readonly before?: string;
  readonly list2?: readonly string[];
  readonly indexed?: IndexedReading;
  readonly keyed?: KeyedReading;
  /** A condition, as SQL. */
  readonly checked?: string;
  readonly n?: string | number;
  readonly file?: string;
  readonly label?: string;
  readonly rules?: readonly TidyRule[];
  readonly rows?: readonly string[];
  readonly keep?: 'oldest' | 'newest';
  readonly of?: ConstraintKind;
  readonly ondelete?: DeleteAction;
  readonly gone?: TableReading;
  readonly view?: NameReading;
  readonly role?: NameReading;
  readonly privileges?: readonly string[];
  readonly extension?: string;
  readonly include?: readonly NameReading[];
  readonly strategy?: 'range' | 'list' | 'hash';
  readonly period?: string;
  /** The two columns that one is split into, and where. */
  readonly pair?: readonly [NameReading, NameReading];
  readonly joined?: JoinedReading;
  readonly cut?: Cut;
  readonly bound?: BoundReading;
  readonly timing?: 'before' | 'after';
  readonly events?: readonly string[];
  readonly function?: { readonly schema: string; readonly name: string };
}

export type Recorder = (slots: Slots, draft: Draft, intent: Intent) => Topic | undefined;

const dottedTable = (name: NameReading | undefined): TableReading | undefined =>
  name?.table ? { text: name.table, marked: true } : undefined;

export const ownerOf = (slots: Slots, name?: NameReading): TableReading | undefined =>
  slots.table ?? dottedTable(name) ?? slots.known;

export const about = (table: TableReading | undefined, column: NameReading | undefined): Topic | undefined =>
  column ? { kind: 'existing', table, column } : undefined;

export const plainNames = (slots: Slots): readonly NameReading[] =>
  (slots.columns ?? slots.names ?? []) as readonly NameReading[];
