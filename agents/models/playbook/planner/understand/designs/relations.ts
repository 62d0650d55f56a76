import { nameKey, singular, snakeCase } from '../../resolve/words.ts';
import type { Sentence } from '../../text/sentences.ts';
import { textOf } from '../../text/tokens.ts';

/* `Author has many Books` below a design of these tables: the columns that refer, and the tables of pairs. */

interface Relations {
  /** The lines that say so, and those that lead to them. */
  readonly said: ReadonlySet<Sentence>;
  /** What the table of this key gets, as its lines would have it. */
  readonly keys: ReadonlyMap<string, readonly string[]>;
  readonly joins: readonly { readonly name: string; readonly columns: readonly string[] }[];
}

const relation =
  /^(?:(?:an?|the|each|every) )?`?(\w+)`? (has|have|can have|may have|belongs to|belong to) (?:(many|several|multiple|one|an?|exactly one) )?`?(\w+)`?$/i;

/** @param called the names of the tables by the keys of what they are called in the design */
export function relationsIn(sentences: readonly Sentence[], called: ReadonlyMap<string, string>): Relations {
  const said = new Set<Sentence>();
  const many = new Set<string>();
  const one: (readonly [string, string, string])[] = [];
  sentences.forEach((sentence, at) => {
    const [, a = '', verb = '', count = '', b = ''] = relation.exec(textOf(sentence.tokens)) ?? [];
    const [from, to] = [nameKey(a), nameKey(b)];
    if (!called.has(from) || !called.has(to) || from === to) return;
    said.add(sentence);
    const above = sentences[at - 1];
    if (above?.from === 'paragraph' && above.tokens.at(-1)?.text === ':') said.add(above);
    if (/^(?:many|several|multiple)$/i.test(count)) many.add(`${from} ${to}`);
    else one.push([from, to, verb.toLowerCase()]);
  });
  const keys = new Map<string, string[]>();
  const refer = (child: string, parent: string, rule = ''): void => {
    const own = keys.get(child) ?? [];
    own.push(`${columnTo(parent)} references ${called.get(parent)}${rule}`);
    keys.set(child, own);
  };
  const joins = [...many].flatMap((pair) => {
    const [a = '', b = ''] = pair.split(' ');
    if (many.has(`${b} ${a}`)) return a < b || !many.has(`${b} ${a}`) ? [joinOf(a, b, called)] : [];
    refer(b, a);
    return [];
  });
  for (const [a, b, verb] of one) {
    if (many.has(`${b} ${a}`)) continue;
    if (/^belong/.test(verb)) refer(a, b);
    // Of two that have one of each other, the second one mentioned refers to the first.
    else if (
      !one.some(([c, d]) => c === b && d === a && keys.get(a)?.some((key) => key.startsWith(columnTo(b))))
    )
      refer(b, a, ' unique');
  }
  return { said, keys, joins };
}

const columnTo = (key: string): string => `${snakeCase(singular(key))}_id`;

function joinOf(a: string, b: string, called: ReadonlyMap<string, string>): Relations['joins'][number] {
  const [first, second] = [columnTo(a), columnTo(b)];
  return {
    name: `${first.slice(0, -3)}_${snakeCase(called.get(b) ?? b)}`,
    columns: [
      `${first} not null references ${called.get(a)}`,
      `${second} not null references ${called.get(b)}`,
      `primary key (${first}, ${second})`,
    ],
  };
}
