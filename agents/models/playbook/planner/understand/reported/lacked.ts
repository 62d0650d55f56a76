import type { CatalogTable } from '../../../../../../postgres/catalog/catalog.ts';
import type { ReadingContext } from '../../grammar/slots/context.ts';
import { columnMeant } from '../../grammar/slots/fields.ts';
import { displayName } from '../../resolve/schema-names.ts';
import type { ReaderState } from '../reader-state.ts';
import { type Lack, type LackedKind, lackedKinds } from './lacked-kinds.ts';

/* `There is no index on `conversation_id``, in a text that asks for one: on what it shall be. */

const name = String.raw`[\`"]?[\w.]+[\`"]?`;
/** Behind a comma, no further name. */
const clause =
  '(?!(?:so|which|because|but|and|this|it|that|there|we|as|since|where|when|while|with|[a-z]+ing)\\b)';
const list = String.raw`\(?${name}(?:\s*(?:,(?: and)?|\band\b|\+|&)\s*${clause}${name}){0,11}\)?`;
const nouns = '(?: (?:tables?|models?|columns?|fields?))?';
/** `member_id`, `orders (a, b)`, `the a column of the orders table`, and to which table. */
const place = String.raw`(?:(?:the|columns?|fields?|table|foreign keys?) )*(?<list>${list})${nouns}(?:\s?\((?<inner>[^()\n]{1,120})\))?(?: (?:of|in|on|from) (?:the )?(?:table )?(?<owner>${name})(?: table| model)?)?(?:\s*(?:→|->|=>|>|\breferences|\breferencing|\bpointing to|\bto)\s*(?:the )?(?<target>${name}))?`;
const adjective =
  '(?:composite|compound|single|suitable|proper|matching|usable|db|database|db-level|database-level|covering|supporting|corresponding|fk|foreign[- ]key|explicit|actual|real)';
const places = '(?:on|for|over|covering|covers|that covers|in|of|between|from)';

interface Forms {
  /** One on all that is named, if there may be such. */
  readonly together: readonly RegExp[];
  /** One for each. */
  readonly each: readonly RegExp[];
  /** One of them, wherever. */
  readonly lacking: RegExp;
}

function formsOf({ one, many }: LackedKind): Forms {
  const kind = `(?:${adjective} )*`;
  const either = `(?:${many}|${one})`;
  const form = (source: string): RegExp => new RegExp(source, 'gi');
  return {
    together: [
      form(
        String.raw`\b(?:no|missing|lacks?|lacking|without|isn't|is not|lack of)(?: an?| any| the)? ${kind}${one}(?: ${places}|:) ${place}`,
      ),
      form(String.raw`\bmissing (?:composite |compound )?[\`]?(?<list>\([\w., ]+\))[\`]? ${either}`),
      form(
        String.raw`(?<![\w.\`"])${place} (?:has no|lacks an?|is missing an?|(?:does not|doesn't) have an?|needs an?|requires an?) ${kind}${one} (?:on|for|over|across) (?:the |both )*(?<inside>${list})`,
      ),
    ],
    each: [
      form(
        String.raw`\b(?:no|missing|lacks?|lacking|without)(?: any| the)? ${kind}${many}(?: ${places}|:) ${place}`,
      ),
      form(
        String.raw`(?<![\w.\`"])${place}(?: (?:alone|both|all|currently|also|still|columns?))* (?:(?:has|have)(?: (?:also|currently|still))? (?:no|neither an)(?: ${kind})? ?${either}|(?:lacks?|is missing|are missing|needs?|requires?|(?:does not|doesn't|do not|don't) have) (?:an |any |a )?${kind}${either})`,
      ),
      form(
        String.raw`\b${either}(?: (?:is|are))? (?:missing|lacking|absent|needed|required) (?:on|for|in|from|at) ${place}(?=\s*(?:$|[.,;:+&—–-]|with\b|so\b|because\b|causes?\b|allows?\b))`,
      ),
      form(
        String.raw`\b(?:missing|lacking|unindexed|without an?|have no|has no|have none|no) ?${kind}(?:${either}|columns|foreign keys|fks?)?(?: (?:on|for) [^:\n.\`]{0,60})?:\s*${place}`,
      ),
      form(String.raw`\b(?:needed|had) to (?:first )?(?:add|create) ${kind}${either} on:? ${place}`),
    ],
    lacking: new RegExp(
      String.raw`\b(?:no|missing|lack\w*|without|needs?|add|and|or|,) (?:an? |any |the )?${kind}${either}|\b${either} (?:is |are )?missing`,
      'i',
    ),
  };
}
/** What only an index is said to lack. */
const unindexed = new RegExp(
  String.raw`(?<![\w.\`"])${place}(?: (?:alone|both|all|currently|also|still|columns?))* (?:(?:is|are)(?: (?:also|currently|still))? (?:not indexed|(?:an )?unindexed)|(?:isn't|aren't) indexed)`,
  'gi',
);
const kinds = lackedKinds.map((kind) => ({ ...kind, forms: formsOf(kind) }));
const [index] = kinds;

/** Known of, and not wanted. */
const refuses =
  /\b(?:don't|do not|doesn't|does not|not) (?:\w+ ){0,3}(?:need|want|help|add|use|matter)\b|\b(?:on purpose|by design|intentional(?:ly)?|deliberate(?:ly)?)\b/i;
/** `Fix: one migration adding the five indexes`: on what, is told elsewhere. */
const bareOrder = ({ one, many }: LackedKind): RegExp =>
  new RegExp(
    `^[^\`"]{0,60}\\b(?:add(?:ing|s)?|creat(?:e|es|ing)|introduc(?:e|ing))\\b[^\`".]{0,40}\\b(?:${many}|${one}|constraints?|them|these|those)\\b[^\`"]{0,40}$`,
    'i',
  );
const counted = ({ many }: LackedKind): RegExp =>
  new RegExp(`\\b(two|three|four|five|six|seven|eight|nine|ten|\\d{1,2}) (?:\\w+ ){0,2}(?:${many})\\b`, 'i');
const numbers = 'zero one two three four five six seven eight nine ten'.split(' ');

const split = (said: string): readonly string[] =>
  said
    .split(/\s*(?:,|\band\b|\+|&)\s*/)
    .map((one) =>
      one
        .replace(/[`"()]/g, '')
        .replace(/\.$/, '')
        .trim(),
    )
    .filter((one) => one !== '');

/** Whether a word is written as a name; `the query has no index` is about none. */
const isName = (said: string): boolean => /[_.]|[a-z][A-Z]/.test(said);

/** The one table that has all of these columns: as it is written, of the title, that the text speaks of, or of all. */
function placed(
  said: readonly string[],
  title: string,
  mentioned: readonly CatalogTable[],
  { names }: ReadingContext,
): Pick<Lack, 'table' | 'columns'> | undefined {
  const owners = new Set(
    said.flatMap((one) => (one.includes('.') ? [one.split('.').slice(0, -1).join('.')] : [])),
  );
  const bare = said.map((one) => one.split('.').at(-1) ?? '');
  const has = (table: CatalogTable): boolean => bare.every((one) => columnMeant(table, one) !== undefined);
  const [owner, ...others] = owners;
  if (others.length > 0) return undefined;
  const owning = owner === undefined ? undefined : names.knownTable(owner);
  if (owner !== undefined && !owning) return undefined;
  const titled = mentioned.filter((one) => title.toLowerCase().includes(one.name.toLowerCase()));
  const everywhere = mentioned.length === 0 && bare.every(isName) ? names.tables : mentioned;
  const open = owning ? [owning] : titled.filter(has).length > 0 ? titled : everywhere;
  const [table, ...more] = open.filter(has);
  if (!table || more.length > 0) return undefined;
  return { table, columns: bare.map((one) => columnMeant(table, one)?.name ?? one) };
}

/** `orders.user_id`, `status`: behind a name with its table, the next ones are of the same. */
function owned(names: readonly string[]): readonly string[] {
  let owner = '';
  return names.map((said) => {
    if (!said.includes('.')) return owner === '' ? said : `${owner}.${said}`;
    owner = said.split('.').slice(0, -1).join('.');
    return said;
  });
}

const arrow = /\s*(?:→|->|=>|>)\s*/;

/** The columns that a match names, each with its table where that is said, and where a key shall lead. */
function saidIn(
  { groups = {} }: RegExpMatchArray,
  { names }: ReadingContext,
): { readonly columns: readonly string[]; readonly target: string | undefined } {
  const [inner = '', to] = (groups.inner ?? groups.inside ?? '').split(arrow);
  const all = split(groups.list ?? '');
  const [first = '', ...rest] = all;
  const target = to?.trim() ?? groups.target;
  const of = (owner: string, columns: readonly string[]) => ({
    columns: columns.map((one) => (one.includes('.') ? one : `${owner}.${one}`)),
    target,
  });
  if (inner !== '' && rest.length === 0 && names.knownTable(first)) return of(first, split(inner));
  const owner = split(groups.owner ?? '')[0] ?? '';
  return names.knownTable(owner) ? of(owner, all) : { columns: all, target };
}

/** `orders` of `orders.id`, and of `orders`. */
const targetOf = (said: string | undefined, { names }: ReadingContext): CatalogTable | undefined => {
  const text = (said ?? '').replace(/[`"]/g, '').replace(/\.$/, '');
  return names.knownTable(text) ?? names.knownTable(text.split('.').slice(0, -1).join('.'));
};

const item = /^\s*(?:[-*]|\d+[.)])\s+(?:\[ \] )?(`?\w+\.\w+`?)(?=$|\s|,|:)|^\s*(`\w+\.\w+`)\s*$/;
/** `(a, b)`, and no remark. */
const listed = new RegExp(`^${list}(?:${arrow.source}${name})?$`);
const isList = (inside: string): boolean => listed.test(inside.trim()) && /,|>|→|_/.test(inside);

/** `` `pages(updated_at)` ``: a table and its columns in one span. */
const spanned = (text: string): string => text.replace(/`(\w+) ?(\([\w, ]+\))`/g, '`$1` $2');

/** What the text tells, in one line a list: `col` for table `t` as `t.col`, and no remark in brackets. */
function toldIn({ title, body }: { readonly title: string; readonly body: string }, asks: RegExp): string {
  const lines: string[] = [spanned(title)];
  const plain = spanned(body)
    .replace(/```[\s\S]*?```/g, '')
    .replace(/\*\*/g, '')
    .replace(/`(\w+)` (?:for|on|of|in) (?:the )?table `(\w+)`/gi, '`$2.$1`')
    .replace(/(?<!\b(?:on|for|over|covering|missing|index) ?`?)\(([^()\n]*)\)/gi, (whole, inside) =>
      isList(inside) ? whole : '',
    );
  let leads = false;
  for (const line of plain.split('\n').filter((one) => one.trim() !== '')) {
    const [, bullet, alone] = item.exec(line) ?? [];
    const first = bullet ?? alone;
    const above = lines.length - 1;
    // `has no index` behind the name is a sentence of its own.
    if (leads && first !== undefined && !asks.test(line))
      lines[above] += `${/(?::|\bon)$/.test(lines[above] ?? '') ? ' ' : ', '}${first}`;
    else lines.push(line.trimEnd());
    leads = (leads && first !== undefined) || /(?::|\bon)\s*$/.test(line);
  }
  return lines.join('\n');
}

/** What the text says of one kind of rule is lacking; undefined where it says of some that only its writer knows. */
function lacksOf(
  kind: (typeof kinds)[number],
  text: string,
  title: string,
  mentioned: readonly CatalogTable[],
  context: ReadingContext,
): readonly Lack[] | undefined {
  const isColumn = (one: string): boolean =>
    isName(one) || text.includes(`\`${one}\``) || mentioned.some((table) => columnMeant(table, one));
  const lineAt = (at: number): string =>
    text.slice(text.lastIndexOf('\n', at) + 1, `${text}\n`.indexOf('\n', at));
  const matches = (forms: readonly RegExp[], apart: boolean) =>
    forms.flatMap((form) =>
      [...text.matchAll(form)].flatMap((match) => {
        const { columns, target } = saidIn(match, context);
        const line = lineAt(match.index);
        return (apart ? owned(columns).map((one) => [one]) : [columns]).map((said) => ({
          said,
          target,
          line,
        }));
      }),
    );
  const { together, each } = kind.forms;
  const said = [
    ...matches(together, false),
    ...matches(kind === index ? [...each, unindexed] : each, true),
  ].filter(
    ({ said: columns }) => columns.some(isColumn) && !columns.every((one) => context.names.knownTable(one)),
  );
  const found = said.map((one): Lack | undefined => {
    const at = placed(one.said, title, mentioned, context);
    return at && { ...at, target: targetOf(one.target, context), line: one.line };
  });
  const known = new Map(
    found.flatMap((one) => (one ? [[`${displayName(one.table)} (${one.columns.join(', ')})`, one]] : [])),
  );
  const [, many] = counted(kind).exec(text) ?? [];
  const count =
    many === undefined ? undefined : Math.max(numbers.indexOf(many.toLowerCase()), Number(many) || 0);
  if (known.size === 0 || found.includes(undefined)) return undefined;
  return count !== undefined && count !== known.size ? undefined : [...known.values()];
}

/** Reads the rules that the text says are lacking, where it asks for them and says nowhere else on what. */
export function readLackedRule(
  { draft, mentioned, found, context }: ReaderState,
  request: { readonly title: string; readonly body: string },
): void {
  const { title } = request;
  if (draft.begun || /[?？]\s*$/.test(title)) return;
  const asked = kinds.filter(({ asks }) => asks.test(title) || found.unread.some((text) => asks.test(text)));
  const read = asked.flatMap((kind) => {
    const text = toldIn(request, kind.asks);
    const lacks = refuses.test(text) ? undefined : lacksOf(kind, text, title, mentioned, context);
    const rules = lacks?.map((lack) => kind.rule(lack, text, context.names.tables));
    if (lacks && rules?.every((rule) => rule !== undefined)) return [{ kind, lacks, rules }];
    // `an unindexed foreign key`: that one is there.
    return kind === index || kind.forms.lacking.test(title) ? [undefined] : [];
  });
  if (!read.every((one) => one !== undefined)) return;
  for (const { kind, lacks, rules } of read) {
    for (const { table, columns } of lacks)
      draft.notes.push(
        `the rule is on what the text says has none: ${displayName(table)} (${columns.join(', ')})`,
      );
    draft.rules.push(...rules);
    found.leave(found.unread.filter((one) => bareOrder(kind).test(one)));
  }
}
