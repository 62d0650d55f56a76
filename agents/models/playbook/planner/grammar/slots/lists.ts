import type { Token } from '../../text/tokens.ts';
import type { Reading } from '../match.ts';

/** A slot reader that keeps its readings: the same place of a sentence is read by many forms. */
export function remembered<Context extends object, Value>(
  read: (tokens: readonly Token[], at: number, context: Context) => Iterable<Reading<Value>>,
): (tokens: readonly Token[], at: number, context: Context) => readonly Reading<Value>[] {
  const memory = new WeakMap<Context, WeakMap<readonly Token[], Map<number, readonly Reading<Value>[]>>>();
  return (tokens, at, context) => {
    const ofContext = memory.get(context) ?? new WeakMap();
    memory.set(context, ofContext);
    const places = ofContext.get(tokens) ?? new Map();
    ofContext.set(tokens, places);
    const known = places.get(at);
    if (known) return known;
    // Set before reading: a reader that comes back to its own place would never end.
    places.set(at, []);
    const readings = byEnd(read(tokens, at, context));
    places.set(at, readings);
    return readings;
  };
}

/** The first reading for each end: without this, backtracking over a list takes time exponential in its length. */
function byEnd<Value>(readings: Iterable<Reading<Value>>): readonly Reading<Value>[] {
  const found = new Map<number, Reading<Value>>();
  for (const reading of readings) if (!found.has(reading.next)) found.set(reading.next, reading);
  return [...found.values()];
}

type ListReader<Context, Value> = (
  tokens: readonly Token[],
  at: number,
  context: Context,
) => readonly Reading<readonly Value[]>[];

/** One or more of a slot, the longest list first. `gap` goes over what stands between two. */
export function listOf<Context extends object, Value>(
  one: (tokens: readonly Token[], at: number, context: Context) => Iterable<Reading<Value>>,
  gap: (tokens: readonly Token[], at: number, context: Context) => number,
): ListReader<Context, Value> {
  const list: ListReader<Context, Value> = remembered<Context, readonly Value[]>(
    function* (tokens, at, context) {
      for (const first of one(tokens, at, context)) {
        const next = gap(tokens, first.next, context);
        if (next > first.next) {
          for (const rest of list(tokens, next, context))
            yield { value: [first.value, ...rest.value], next: rest.next };
        }
        yield { value: [first.value], next: first.next };
      }
    },
  );
  return list;
}
