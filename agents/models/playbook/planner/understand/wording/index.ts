import type { Token } from '../../text/tokens.ts';
import { withoutAdverb } from './adverb.ts';
import { withoutRemarks } from './brackets.ts';
import { withoutCodePlace } from './code-place.ts';
import { withColumnsFirst } from './columns-first.ts';
import { withoutManner } from './manner.ts';
import { withoutMigrationAside, withoutMigrationLead } from './migration-lead.ts';
import { withOpenDefinition } from './open-definition.ts';
import { asOrder } from './proposals.ts';
import { withoutPullRequest } from './pull-request.ts';
import { withoutSchemaWords } from './schema-words.ts';
import { withSpelling } from './spelling.ts';
import { withStoredThing } from './stored-thing.ts';
import { withoutStoryLead } from './story-lead.ts';
import { withoutTableLabel } from './table-label.ts';
import { withoutVerbColon } from './verb-colon.ts';

const strip: readonly ((tokens: readonly Token[]) => readonly Token[])[] = [
  withSpelling,
  withoutTableLabel,
  withoutVerbColon,
  withoutRemarks,
  withoutPullRequest,
  withoutAdverb,
  withoutStoryLead,
  withoutSchemaWords,
  withoutCodePlace,
  withoutMigrationLead,
  withoutMigrationAside,
  withoutManner,
  withStoredThing,
  withColumnsFirst,
  withOpenDefinition,
];

/** What is ordered, without who asks, how and in which file. */
export const bareOrder = (given: readonly Token[], indexed = false): readonly Token[] =>
  asOrder(
    strip.reduce((tokens, without) => without(tokens), given),
    indexed,
  );
