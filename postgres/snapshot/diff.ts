import type { Snapshot, SnapshotObject } from './snapshot.ts';
import { inWords } from './words.ts';

/** One thing that two snapshots do not agree on. */
export interface Difference {
  /** e.g. `column public.tasks.title` */
  readonly object: string;
  /** e.g. `column`, `constraint`, `column order` */
  readonly kind: string;
  /** Null where the whole object was created or dropped. */
  readonly attribute: string | null;
  /** Null: the object was created. An attribute without a value is `none`. */
  readonly before: string | null;
  /** Null: the object was dropped. */
  readonly after: string | null;
  /** In words, one line. */
  readonly text: string;
}

/** Kind of the object that lists a table's columns in their order. */
export const columnOrder = 'column order';

/** What changed from `before` to `after`, ordered by object and attribute. Empty when the schemas are the same. */
export function diffSnapshots(before: Snapshot, after: Snapshot): Difference[] {
  if (before.hash === after.hash) return [];
  const objects = [...new Set([...Object.keys(before.objects), ...Object.keys(after.objects)])].sort();
  return objects.flatMap((object) => diffObject(object, before.objects[object], after.objects[object]));
}

/** Whether the differences leave the same schema, but for the order of columns in a table. */
export const sameButForColumnOrder = (differences: readonly Difference[]): boolean =>
  differences.every(({ kind }) => kind === columnOrder);

function diffObject(object: string, before?: SnapshotObject, after?: SnapshotObject): Difference[] {
  const kind = (after ?? before)?.kind ?? '';
  if (kind === columnOrder) return before && after ? diffColumnOrder(object, before, after) : [];
  if (before === undefined) {
    return [
      { object, kind, attribute: null, before: null, after: summary(after), text: `${object}: created` },
    ];
  }
  if (after === undefined) {
    return [
      { object, kind, attribute: null, before: summary(before), after: null, text: `${object}: dropped` },
    ];
  }
  if (before.kind !== after.kind) return [attributeDifference(object, kind, 'kind', before.kind, after.kind)];
  const attributes = [
    ...new Set([...Object.keys(before.attributes), ...Object.keys(after.attributes)]),
  ].sort();
  return attributes.flatMap((attribute) => {
    const [old, now] = [before.attributes[attribute] ?? 'none', after.attributes[attribute] ?? 'none'];
    return old === now ? [] : [attributeDifference(object, kind, attribute, old, now)];
  });
}

function attributeDifference(object: string, kind: string, attribute: string, before: string, after: string) {
  const text = `${object}: ${inWords(attribute, before, after)}`;
  return { object, kind, attribute, before, after, text };
}

/** Added and dropped columns are differences of their own; here only the order of those in both counts. */
function diffColumnOrder(object: string, before: SnapshotObject, after: SnapshotObject): Difference[] {
  const [old, now] = [Object.keys(before.attributes), Object.keys(after.attributes)];
  const list = (one: SnapshotObject, other: readonly string[]) =>
    Object.entries(one.attributes)
      .filter(([column]) => other.includes(column))
      .sort(([, a], [, b]) => Number(a) - Number(b))
      .map(([column]) => column)
      .join(', ');
  const [wasOrder, isOrder] = [list(before, now), list(after, old)];
  return wasOrder === isOrder
    ? []
    : [
        {
          object,
          kind: columnOrder,
          attribute: 'columns',
          before: wasOrder,
          after: isOrder,
          text: `${object}: ${wasOrder} before, ${isOrder} after`,
        },
      ];
}

const summary = (object: SnapshotObject | undefined): string =>
  object?.attributes.definition ?? object?.attributes.type ?? 'exists';
