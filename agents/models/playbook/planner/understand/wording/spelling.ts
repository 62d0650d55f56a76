import { type Token, tokenize } from '../../text/tokens.ts';

const meant: ReadonlyMap<string, string> = new Map([
  ['uniq', 'unique'],
  ['indicies', 'indices'],
  ...['contraint', 'constrait', 'contstraint', 'constaint', 'constrant'].map(
    (word) => [word, 'constraint'] as const,
  ),
  ...['contraints', 'constraits', 'contstraints', 'constaints', 'constrants'].map(
    (word) => [word, 'constraints'] as const,
  ),
  ...['foriegn', 'foregin', 'foreing', 'forein'].map((word) => [word, 'foreign'] as const),
  ...['nulable', 'nullabel', 'nullabe'].map((word) => [word, 'nullable'] as const),
  ...['defualt', 'defalut', 'deafult'].map((word) => [word, 'default'] as const),
  ...['collumn', 'columm', 'cloumn', 'collum', 'colunm'].map((word) => [word, 'column'] as const),
  ...['collumns', 'colums', 'coloumns', 'columms', 'collums'].map((word) => [word, 'columns'] as const),
]);

/** `on_delete: :cascade`, `onDelete: 'cascade'`: as a mapper writes it. */
const ofMapper = /^on_?delete\b\W*(cascade|set_?null|restrict)\W*$/i;

/** `"user".created_at`: a table in quotation marks, and its column. */
function quotedOwner(
  tokens: readonly Token[],
  at: number,
): { readonly path: Token; readonly length: number } | undefined {
  const [table, dot, column] = tokens.slice(at, at + 3);
  const joined = dot?.spaced === false && /^\.\w*$/.test(dot.text);
  const own = dot?.text === '.' ? column : dot;
  const name = own?.text.replace(/^\./, '') ?? '';
  if (table?.kind !== 'quoted' || !joined || own?.spaced !== false || !/^\w+$/.test(name)) return undefined;
  const [path] = tokenize(`\`${table.text}.${name}\``);
  return path && { path: { ...path, spaced: table.spaced }, length: dot?.text === '.' ? 3 : 2 };
}

/** `Task#start date`, as Ruby's documentation writes it: `start` alone says of no date what it is. */
const halfDated = /^\w+\.(?!\w*(?:date|time|day|birthday|deadline|dob|on|at|until|from|to|_\w+)$)[a-z]+$/;
function datedName({ kind, text, raw }: Token, next: Token | undefined): string | undefined {
  const dated =
    kind === 'word' && raw.includes('#') && halfDated.test(text) && next?.kind === 'word' && next.spaced;
  return dated && /^(?:date|time)$/.test(next.low) ? `${text}_${next.low}` : undefined;
}

/** `enum (scheduled/completed)` */
const slashed = /^\w+(?:\/\w+)+$/;
const isEnumList = (tokens: readonly Token[], at: number): boolean =>
  tokens[at - 1]?.text === '(' &&
  tokens[at + 1]?.text === ')' &&
  /^(?:enum|enumeration)$/.test(tokens[at - 2]?.low ?? '') &&
  slashed.test(tokens[at]?.text ?? '');

/** Words of rules that trackers write otherwise. */
export function withSpelling(tokens: readonly Token[]): readonly Token[] {
  const given: Token[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at] as Token;
    const quoted = quotedOwner(tokens, at);
    const [, action] = (token.kind === 'code' && ofMapper.exec(token.text)) || [];
    const dated = datedName(token, tokens[at + 1]);
    const low = token.kind === 'word' ? meant.get(token.low) : undefined;
    const bare = token.kind === 'code' ? /^"(\w+)"$/.exec(token.text)?.[1] : undefined;
    if (isEnumList(tokens, at)) given.push(...tokenize(token.text.replaceAll('/', ', ')));
    else if (bare !== undefined)
      given.push(...tokenize(`\`${bare}\``).map((one) => ({ ...one, spaced: token.spaced })));
    else if (dated !== undefined) {
      given.push({ ...token, text: dated, low: dated });
      at += 1;
    } else if (quoted) {
      given.push(quoted.path);
      at += quoted.length - 1;
    } else if (action !== undefined)
      given.push(
        ...tokenize(`on delete ${action.toLowerCase().replace(/_?null/, ' null')}`).map((one) => ({
          ...one,
          spaced: true,
        })),
      );
    else given.push(low === undefined ? token : { ...token, text: low, low });
  }
  return given;
}
