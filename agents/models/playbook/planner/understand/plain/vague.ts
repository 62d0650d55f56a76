import { noFacts } from '../../attributes/read.ts';
import type { vagueForms } from '../../grammar/forms/plain/vague.ts';
import { peopleTable } from '../../resolve/people.ts';
import { displayName } from '../../resolve/schema-names.ts';
import { textOf } from '../../text/tokens.ts';
import { elsewhere } from '../about/elsewhere.ts';
import { isDescribed } from '../verdict/destructive.ts';
import { ask, type PlainRecorders, tableOf } from './tools.ts';

const some = 12;

/** What leaves open what shall change is asked for what it needs. */
export const vagueRecorders: PlainRecorders<typeof vagueForms> = {
  asked: () => ({ kind: 'aside', about: undefined }),
  server: () => ({ kind: 'aside', about: 'the version of the server' }),
  unusedIndexes(slots, tools) {
    const said = tableOf(slots.entity, tools);
    const tables = said ? [said] : tools.context.names.tables;
    const indexes = tables.flatMap((table) =>
      table.indexes
        .filter(({ name }) => !table.constraints.some((one) => one.name === name))
        .map(({ name }) => (said ? name : `${displayName(table)}: ${name}`)),
    );
    return ask(
      tools,
      indexes.length === 0
        ? 'Which indexes shall go? There are none but those of keys and unique constraints.'
        : `Which of these indexes shall go? How often each is used is known to pg_stat_user_indexes and not to the schema. ${indexes.slice(0, some).join(', ')}.`,
    );
  },
  deleteRows({ entity }, tools) {
    const table = tableOf(entity, tools);
    const { tokens, context } = tools;
    // `Drop the badges table, which …` is about all of it.
    if (tokens.some((_, at) => isDescribed(tokens, at))) return 'other';
    if (!table || elsewhere(tokens, 0, tokens.length, context) !== undefined) return 'other';
    return ask(
      tools,
      `Shall rows of ${displayName(table)} be deleted ("${textOf(tokens)}")? That is no change of the schema, and no migration brings them back: shall they be marked instead by a column (archived_at, timestamptz), of which rows exactly, or do you delete them yourself?`,
    );
  },
  cleanUp: (_, tools) =>
    ask(
      tools,
      `What shall go, and what shall change? Name the tables, columns or indexes. There are the tables ${tools.context.names.tables.map(displayName).slice(0, some).join(', ')}.`,
    ),
  faster(slots, tools) {
    const table = tableOf(slots.entity, tools);
    return ask(
      tools,
      `Which queries${table ? ` of ${displayName(table)}` : ''} are slow, and by which columns do they filter, join or sort?`,
    );
  },
  darkMode(_, tools) {
    const users = peopleTable(tools.context.catalog);
    if (!users) return 'other';
    return ask(
      tools,
      `Shall ${displayName(users)} get a column for that choice (theme text, or dark_mode boolean), or is only the page meant?`,
    );
  },
  choice(slots, tools) {
    const table = tableOf(slots.entity, tools);
    if (!table) return 'other';
    return ask(
      tools,
      `Shall ${displayName(table)} get a column for that choice (text for one of several, boolean for on and off)? How shall it be called?`,
    );
  },
  seed({ entity, labels = [] }, tools) {
    const table = tableOf(entity, tools);
    if (!table || labels.length === 0) return 'other';
    const needed = table.columns
      .filter(
        (column) => column.notNull && column.default === null && !table.primaryKey?.includes(column.name),
      )
      .map(({ name }) => name);
    const [named = table.columns[1]?.name ?? 'name', ...others] = needed;
    const said = labels.map((label) => `"${label}"`).join(', ');
    return ask(
      tools,
      others.length > 0
        ? `Rows of ${displayName(table)} need ${needed.join(', ')}. Which of them is ${said}, and what do the others get? A table with the columns as header says it best.`
        : `Shall ${displayName(table)} get rows with the ${named} ${said}? A table with the columns as header says it best.`,
    );
  },
  newTable({ newname }, { draft, context }) {
    if (!newname || context.names.knownTable(newname.text)) return 'other';
    const table = draft.table({ text: newname.text, marked: true });
    for (const text of ['key', 'value'])
      draft.tableColumn(table, { text, marked: true }, { ...noFacts, facts: { type: 'text' } });
    draft.notes.push(`key and value are text, and nothing keeps a key from standing in two rows`);
    return { kind: 'table', draft: table };
  },
};
