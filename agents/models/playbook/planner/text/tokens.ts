import { spend } from './too-long.ts';

/** `code` and `quoted` hold what stands between the marks; `inner` are its own tokens. */
export interface Token {
  readonly kind: 'word' | 'number' | 'code' | 'quoted' | 'punct';
  readonly text: string;
  /** As it stands in the text, marks included. */
  readonly raw: string;
  /** Lower case, without accents; what the grammar compares. */
  readonly low: string;
  readonly inner: readonly Token[];
  /** White space stands before it. */
  readonly spaced: boolean;
}

/** Lower case without accents, so that `añade` and `anade` are one word. */
export const fold = (text: string): string =>
  text.normalize('NFD').replace(/\p{M}/gu, '').replace(/ß/g, 'ss').replace(/[’‘]/g, "'").toLowerCase();

const patterns = [
  ['code', /``(.+?)``|`([^`\n]+)`/y],
  // `tasks."type"`
  ['code', /([A-Za-z_]\w*\."[A-Za-z_]\w*")/y],
  [
    'quoted',
    /"((?:[^"\n]|""){1,200})"(?!")|"()"(?!")|“([^”\n]{1,200})”|«\s?([^»\n]{1,200}?)\s?»|„([^“”\n]{1,200})[“”]/y,
  ],
  ['quoted', /(?<![\p{L}\p{N}])['‘]([^'’\n]{0,80})['’](?![\p{L}\p{N}])/uy],
  ['number', /\d{4}-\d{2}-\d{2}(?![\w-])|\d+(?:[.,_]\d+)*(?![\p{L}\p{N}_])/uy],
  ['word', /[\p{L}_][\p{L}\p{N}_]*#[a-z_]\w*/uy],
  ['word', /[\p{L}\p{N}_$][\p{L}\p{N}_$]*(?:['’.\-/][\p{L}_$][\p{L}\p{N}_$]*)*/uy],
  ['punct', /->|=>|-->|→|⇒|➜|>=|<=|≥|≤|!=|<>|::|\.\.\.?|…|[^\s]/uy],
] as const;

const sameMeaning: Readonly<Record<string, string>> = {
  '->': '→',
  '=>': '→',
  '-->': '→',
  '⇒': '→',
  '➜': '→',
  '>=': '≥',
  '<=': '≤',
  '–': '-',
  '—': '-',
  '−': '-',
  '...': '…',
  '’': "'",
  '？': '?',
  '：': ':',
  '，': ',',
  '；': ';',
  '（': '(',
  '）': ')',
};

const keywords =
  /^(?:not null|null|unique|nullable|on delete (?:cascade|restrict|set null)|cascade|restrict|set null|set not null|drop not null)$/i;

/** `User#email`, as Ruby writes what a record has. */
const attribute = /^([\p{L}_][\p{L}\p{N}_]*)#([a-z_]\w*)$/u;

/** `(owner_id, due_date)` in one code span: several names. */
const nameList = /^\(\s*[a-z_][\w.]*(?:\s*,\s*[a-z_][\w.]*)+\s*\)$/i;

const listed = (inside: string, spaced: boolean): Token[] =>
  tokenize(inside).map((token, index) => ({
    ...token,
    ...(token.kind === 'word' ? { kind: 'code' as const, inner: [token] } : {}),
    spaced: index === 0 ? spaced : token.spaced,
  }));

/** `users' birthday`: what stands behind a plural that owns something. */
const ownership = /^['’] [\p{L}`"]/u;

const qualified = /^(\w+)\."(\w+)"$/;
/** In double quotes a quote is written twice; elsewhere nothing is. */
const doubled = (raw: string): string => (raw.startsWith('"') ? '""' : '\0');

/** Splits `text`; Markdown's emphasis and strike-through are gone already. Never fails: what is unknown is `punct`. */
export function tokenize(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const white = /\s+/y;
    white.lastIndex = at;
    const spaced = white.test(text) || at === 0;
    if (spaced && at > 0) at = white.lastIndex;
    else if (at === 0 && white.lastIndex > 0) at = white.lastIndex;
    if (at >= text.length) break;
    spend(5);
    for (const [kind, pattern] of patterns) {
      pattern.lastIndex = at;
      const match = pattern.exec(text);
      if (!match) continue;
      const marked = kind === 'code' || kind === 'quoted';
      const inside = marked
        ? (match.slice(1).find((group) => group !== undefined) ?? '')
            .trim()
            .replace(qualified, '$1.$2')
            .replaceAll(doubled(match[0]), '"')
        : match[0];
      if (kind === 'code' && nameList.test(inside)) {
        tokens.push(...listed(inside, spaced));
        at += match[0].length;
        break;
      }
      // `NOT NULL`: marked as SQL, and no name.
      if (kind === 'code' && keywords.test(inside)) {
        tokens.push(...tokenize(inside).map((token, index) => (index === 0 ? { ...token, spaced } : token)));
        at += match[0].length;
        break;
      }
      const known = kind === 'punct' ? (sameMeaning[inside] ?? inside) : inside.replace(attribute, '$1.$2');
      at += match[0].length;
      const owners = kind === 'word' && /s$/.test(inside) && ownership.test(text.slice(at, at + 3));
      if (owners) at += 1;
      tokens.push({
        kind,
        text: known,
        raw: owners ? `${match[0]}'` : match[0],
        low: fold(known),
        inner: marked ? tokenize(inside) : [],
        spaced,
      });
      break;
    }
  }
  return tokens;
}

/** The text again, with single spaces. */
export const textOf = (tokens: readonly Token[]): string =>
  tokens
    .map(({ raw, spaced }, index) => (spaced && index > 0 ? ` ${raw}` : raw))
    .join('')
    .trim();
