import type { CatalogTable } from '../../../../../postgres/catalog/catalog.ts';
import type { Demand } from '../decision.ts';
import type { ProgramSigns } from './about/program.ts';
import type { Signals } from './about/signals.ts';
import type { Draft } from './draft.ts';

/** What the text says, before any name is looked up. */
export interface Understanding {
  readonly draft: Draft;
  /** Sentences that order something in words no form knows. */
  readonly unread: readonly string[];
  /** The sentence in which such a part stands. */
  readonly sentences: ReadonlyMap<string, string>;
  /** The title, where no form knows it: a summary, as long as the body says what is meant. */
  readonly unreadTitle: readonly string[];
  /** Sentences left alone, with the reason where it is not plain. */
  readonly leftAlone: readonly string[];
  readonly hazards: readonly string[];
  readonly demands: readonly Demand[];
  /** Sentences that ask for a change and doubt it. */
  readonly doubts: readonly string[];
  /** What the text is about instead of this database, for each request that is. */
  readonly elsewhere: readonly string[];
  /** A table or column is named that no other word is. */
  readonly named: boolean;
  /** `all tables`, where the text names none of them. */
  readonly severalTables: string | undefined;
  readonly questions: number;
  /** Every box that the text lists is ticked. */
  readonly ticked: boolean;
  /** The title, or the first sentence below it, is a question. */
  readonly titleAsks: boolean;
  /** There is nothing but a title. */
  readonly alone: boolean;
  /** The writer wants to be told how something is done. */
  readonly asksForHelp: boolean;
  readonly aboutDocuments: boolean;
  /** Code shows how a program behaves, on tables of its own. */
  readonly demonstrates: boolean;
  /** The title asks for a feature of a program that works on any table. */
  readonly toolFeature: boolean;
  /** The title reports what a program does wrong, with whatever tables. */
  readonly programFault: boolean;
  /** Requests that were found in sentences that only ask. */
  readonly discussed: number;
  readonly signals: Signals;
  /** It is about a program and its faults or features, as far as its words tell. */
  readonly program?: ProgramSigns | undefined;
  /** Tables of the schema that the text names, the title's first. */
  readonly mentioned: readonly CatalogTable[];
  /** Versions of migration files that the text names. */
  readonly versions: readonly string[];
}
