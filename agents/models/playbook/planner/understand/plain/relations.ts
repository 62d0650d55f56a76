import type { CatalogTable } from '../../../../../../postgres/catalog/catalog.ts';
import { noFacts } from '../../attributes/read.ts';
import type { relationForms } from '../../grammar/forms/plain/relations.ts';
import { peopleTable } from '../../resolve/people.ts';
import { displayName } from '../../resolve/schema-names.ts';
import { nameKey, singular, snakeCase } from '../../resolve/words.ts';
import { textOf } from '../../text/tokens.ts';
import { missingKeyRecorders } from './missing-keys.ts';
import { columnName } from './new-column.ts';
import { keyTo, referenceRecorders } from './references.ts';
import {
  ask,
  keysBetween,
  nameOf,
  type PlainOutcome,
  type PlainRecorders,
  type PlainSlots,
  type PlainTools,
  reading,
  tableOf,
} from './tools.ts';

type Action = 'cascade' | 'set null' | 'restrict';

function onDelete(slots: PlainSlots, action: Action, tools: PlainTools): PlainOutcome {
  const parent = tableOf(slots.parent, tools);
  const child = tableOf(slots.child, tools);
  if (!parent || !child) return undefined;
  const [key, ...others] = keysBetween(child, parent);
  const [parentName, childName] = [displayName(parent), displayName(child)];
  if (!key)
    return ask(
      tools,
      `No column of ${childName} refers to ${parentName}. Through which column do rows of ${childName} belong to one of ${parentName}?`,
    );
  const [first, ...rest] = [key, ...others].flatMap(({ columns }) => columns);
  if (first === undefined || rest.length > 0)
    return ask(
      tools,
      `${childName} refers to ${parentName} by ${[first, ...rest].join(' and ')}. Which of them is meant?`,
    );
  const now = /ON DELETE (CASCADE|SET NULL|RESTRICT|SET DEFAULT)/.exec(key.definition)?.[1];
  if (action === 'restrict' && (now === undefined || now === 'RESTRICT')) {
    tools.draft.fulfilled.push(`a row of ${parentName} cannot go while ${childName}.${first} refers to it`);
    return undefined;
  }
  if (action === 'set null' && child.columns.some(({ name, notNull }) => name === first && notNull))
    return ask(
      tools,
      `${childName}.${first} is NOT NULL, so rows of ${childName} need one of ${parentName}. When that is deleted, shall ${first} become NULL (and take NULL from now on), refer to another row, or shall the deletion be refused while there are any?`,
    );
  tools.draft.rules.push({
    kind: 'foreignKeyAction',
    table: reading(child),
    column: nameOf(first),
    parent: reading(parent),
    action,
  });
  return undefined;
}

/** Two keys, one of its own, and when: more says something about the pair. */
const mostOfPair = 4;

/** A table whose rows pair rows of the two. */
const joinOf = (a: CatalogTable, b: CatalogTable, { context }: PlainTools): CatalogTable | undefined =>
  context.names.tables.find(
    (one) =>
      one !== a &&
      one !== b &&
      one.columns.length <= mostOfPair &&
      keysBetween(one, a).length === 1 &&
      keysBetween(one, b).length === 1,
  );

/** Two keys that are the primary key together; a row goes with either of the two. */
function joinTable(
  name: string,
  sides: readonly (readonly [string, CatalogTable])[],
  { draft }: PlainTools,
): void {
  const table = draft.table({ text: name, marked: false });
  for (const [column, to] of sides)
    draft.tableColumn(
      table,
      { text: column, marked: true },
      { ...noFacts, facts: { notNull: true, references: { table: displayName(to), onDelete: 'cascade' } } },
    );
  table.primaryKey = sides.map(([column]) => column);
}

const pairing = /\b(?:many[- ]to[- ]many|[mn]:[mn]|(?:join|junction|link|association|pivot|bridge) table)\b/i;
const isOneEach = (table: CatalogTable): boolean => table.primaryKey?.length === 1;

function many(slots: PlainSlots, tools: PlainTools): PlainOutcome {
  const a = tableOf(slots.entity, tools);
  const { other } = slots;
  if (!a || !other) return 'other';
  const one = singular(displayName(a));
  if ('noun' in other) {
    const noun = snakeCase(other.noun);
    const users = peopleTable(tools.context.catalog);
    const persons = /(?:ees?|ers?|ors?|members?|owners?|users?)$/.test(noun) ? users : undefined;
    return ask(
      tools,
      persons && persons !== a
        ? `Shall there be a table ${one}_${noun} with ${keyTo(a.name, tools)} and user_id (${displayName(persons)}), both together its primary key? Or a column ${noun} of ${displayName(a)} with a list?`
        : `Shall there be a table ${one}_${noun} with ${keyTo(a.name, tools)}, and which other columns? Or is a list in a column ${noun} of ${displayName(a)} enough (text[])?`,
    );
  }
  const b = tableOf(other.table, tools);
  if (!b) return 'other';
  const there = joinOf(a, b, tools);
  if (there) {
    tools.draft.fulfilled.push(
      `${displayName(there)} pairs rows of ${displayName(a)} with rows of ${displayName(b)}`,
    );
    return undefined;
  }
  // `a join table between …`: of pairs, whatever else refers to what.
  const ofPairs = pairing.test(textOf(tools.tokens));
  const [back] = ofPairs ? [] : keysBetween(b, a);
  const [single] = ofPairs ? [] : keysBetween(a, b);
  const name = `${snakeCase(a.name).split('_').map(singular).join('_')}_${snakeCase(b.name)}`;
  const columns = [
    keyTo(a.name, tools, slots.entity?.text),
    a === b ? columnName(`other_${keyTo(b.name, tools)}`, tools) : keyTo(b.name, tools, other.table.text),
  ] as const;
  if (single)
    return ask(
      tools,
      `${displayName(a)}.${single.columns.join()} refers to one row of ${displayName(b)} today. Shall a table ${name} (${columns.join(', ')}) take its place, what is in ${single.columns.join()} be copied there, and the column go?`,
    );
  if (back && a !== b) {
    tools.draft.fulfilled.push(
      `${displayName(b)}.${back.columns.join()} refers to ${displayName(a)}, so that one may have many`,
    );
    return undefined;
  }
  if (a === b || tools.context.names.knownTable(name) || !isOneEach(a) || !isOneEach(b))
    return ask(
      tools,
      `Shall there be a table ${name} with ${columns.join(' and ')}, both together its primary key?`,
    );
  tools.draft.notes.push(`${name} is a new table of pairs: ${columns.join(' and ')} are its primary key`);
  tools.draft.notes.push(`a pair goes when either of its rows is deleted`);
  joinTable(
    name,
    [
      [columns[0], a],
      [columns[1], b],
    ],
    tools,
  );
  return undefined;
}

function act(slots: PlainSlots, tools: PlainTools): PlainOutcome {
  const table = tableOf(slots.entity, tools);
  const what = slots.act ?? slots.noun;
  const users = tableOf(slots.who, tools) ?? peopleTable(tools.context.catalog);
  const { knownTable } = tools.context.names;
  const own = what && knownTable(what.noun);
  if (own && !table)
    return ask(
      tools,
      `There is a table ${displayName(own)} already. What is missing in it, or who may write to it that may not today?`,
    );
  if (!table || !what) return 'other';
  const one = snakeCase(table.name).split('_').map(singular).join('_');
  const there = knownTable(`${one}_${what.noun}`) ?? knownTable(what.noun);
  const once = tools.tokens.some(({ low }) => low === 'once');
  if (there && there !== table)
    return once
      ? 'other'
      : ask(
          tools,
          `There is a table ${displayName(there)} already. What shall change in it, so that ${displayName(table)} get ${what.noun}?`,
        );
  if (tools.context.hasColumn(what.noun) && !slots.act) return 'other';
  const by = users ? `user_id (${displayName(users)})` : 'who did it';
  const plain = what.columns === '' ? '' : `, ${what.columns}`;
  const unique = once || what.columns === '' ? `; one row for each of both together` : '';
  return ask(
    tools,
    `Shall there be a table ${one}_${what.noun} with ${keyTo(table.name, tools)} (${displayName(table)}), ${by}${plain} and created_at${unique}? Or which columns does it need?`,
  );
}

function pairOf(slots: PlainSlots, tools: PlainTools): readonly [CatalogTable, CatalogTable] | undefined {
  const entity = tableOf(slots.entity, tools);
  const per = tableOf(slots.per, tools);
  return entity && per ? [entity, per] : undefined;
}

function uniqueOn(table: CatalogTable, columns: readonly string[], tools: PlainTools): void {
  tools.draft.rules.push({ kind: 'unique', table: reading(table), columns: columns.map(nameOf) });
}

/** What becomes of rows when the row they refer to goes, and what refers to what. */
export const relationRecorders: PlainRecorders<typeof relationForms> = {
  ...missingKeyRecorders,
  ...referenceRecorders,
  keepParent: (slots, tools) => onDelete(slots, 'restrict', tools),
  keepChild: (slots, tools) => onDelete(slots, 'set null', tools),
  deleteChild: (slots, tools) =>
    // `the comments of a post when its author is deleted`: two others.
    slots.third && slots.third.table !== slots.parent?.table ? 'other' : onDelete(slots, 'cascade', tools),
  many,
  pairs(slots, tools) {
    const a = tableOf(slots.entity, tools);
    const b = tableOf(slots.target, tools);
    if (!a || !b || !slots.newname) return 'other';
    const name = `${singular(a.name)}_${snakeCase(slots.newname.text)}`;
    const columns = [
      keyTo(a.name, tools),
      a === b ? columnName(`other_${keyTo(b.name, tools)}`, tools) : keyTo(b.name, tools),
    ];
    return ask(
      tools,
      `Shall there be a table ${name} with ${columns.join(' and ')} (${displayName(a)}, ${displayName(b)}), both together its primary key, whose rows go with either of the two?`,
    );
  },
  nesting({ entity }, tools) {
    const table = tableOf(entity, tools);
    if (!table || !isOneEach(table)) return 'other';
    const name = columnName('parent_id', tools);
    const there = keysBetween(table, table)[0];
    if (there) {
      tools.draft.fulfilled.push(
        `${displayName(table)}.${there.columns.join()} refers to ${displayName(table)} already`,
      );
      return undefined;
    }
    tools.draft.notes.push(
      `${displayName(table)}.${name} refers to ${displayName(table)}; it is NULL for a row without a parent`,
    );
    tools.draft.column(
      { text: name, marked: true },
      reading(table),
      { ...noFacts, facts: { references: { table: displayName(table) } } },
      true,
    );
    return undefined;
  },
  assign(slots, tools) {
    const a = tableOf(slots.entity, tools);
    const b = tableOf(slots.target, tools);
    if (!a || !b || a === b) return 'other';
    const [key] = keysBetween(a, b);
    const column = keyTo(b.name, tools, slots.target?.text);
    return ask(
      tools,
      key
        ? `${displayName(a)}.${key.columns.join()} refers to ${displayName(b)} already. Is it meant, or a further column, or several of ${displayName(b)} for one of ${displayName(a)}?`
        : `Is one of ${displayName(a)} assigned to one of ${displayName(b)} (a column ${column}), or to several (a table of pairs)?`,
    );
  },
  act,
  follow(slots, tools) {
    const users = tableOf(slots.user, tools);
    if (!users) return 'other';
    const verb =
      tools.tokens.find(({ low }) => /^(?:follow|befriend|block|mute|message|like)$/.test(low))?.low ??
      'follow';
    return ask(
      tools,
      verb === 'message'
        ? `Shall there be a table messages with sender_id and recipient_id (both ${displayName(users)}), body text and created_at? Or which columns does it need?`
        : `Shall there be a table user_${verb}s with user_id and ${verb === 'befriend' ? 'friend' : 'other_user'}_id (both ${displayName(users)}) as its primary key and created_at, where nobody may ${verb} themselves? Or how shall the two be called?`,
    );
  },
  once(slots, tools) {
    const pair = pairOf(slots, tools);
    if (!pair) return 'other';
    const [entity, per] = pair;
    const candidates = tools.context.names.tables.filter(
      (one) => keysBetween(one, entity).length === 1 && keysBetween(one, per).length === 1,
    );
    const [table] = candidates;
    if (!table || candidates.length > 1)
      return ask(
        tools,
        `In which table does a row say so, with a column for ${displayName(entity)} and one for ${displayName(per)}?${
          table ? ` ${candidates.map(displayName).join(' or ')}?` : ' There is none yet.'
        }`,
      );
    const columns = [...keysBetween(table, per), ...keysBetween(table, entity)].flatMap((key) => key.columns);
    tools.draft.notes.push(
      `that it is once shall be kept by (${columns.join(', ')}) of ${displayName(table)}`,
    );
    uniqueOn(table, columns, tools);
    return undefined;
  },
  oneEach(slots, tools) {
    const pair = pairOf(slots, tools);
    if (!pair) return 'other';
    const third = tableOf(slots.third, tools);
    const [entity, ...others] = third ? [...pair, third] : pair;
    const columns: string[] = [];
    for (const other of others) {
      const keys = keysBetween(entity, other);
      const [key] = keys;
      if (!key || keys.length > 1)
        return ask(
          tools,
          key
            ? `${displayName(entity)} refers to ${displayName(other)} by ${keys.map((one) => one.columns.join()).join(' and ')}. Which of them is meant?`
            : `No column of ${displayName(entity)} refers to ${displayName(other)}. Which columns shall be unique together?`,
        );
      columns.push(...key.columns);
    }
    if (nameKey(entity.name) === '') return 'other';
    uniqueOn(entity, columns, tools);
    return undefined;
  },
};
