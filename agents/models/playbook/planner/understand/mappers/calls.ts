import { closing } from '../models/model.ts';

/** A call of a migration's builder: its name and what stands in its brackets. */
export type Call = readonly [name: string, inside: string];

const wayBack =
  /\b(?:public\s+)?(?:static\s+)?(?:async\s+)?(?:down|revert)\s*(?:\(|[:=])|\bexports\.down\b|\bexport\s+(?:async\s+)?(?:function|const)\s+down\b/;
/** What stands around the calls, and says nothing. */
const frame =
  /^(?:\s|[.;,:{}()*[\]<>=|]|'[^'\n]*'|"[^"\n]*"|\/\*[\s\S]*?\*\/|\/\/[^\n]*|import\b[^\n]*|const\s+\{[^}]*\}\s*=\s*require\([^)]*\)|class\s+\w+|implements\s+\w+|name\s*=\s*['"]\w+['"]|(?:module|exports|export|default|const|async|function|up|public|static|return|await|void|any|Promise|QueryRunner|queryRunner|MigrationBuilder|MigrationInterface|ColumnDefinitions|pgm|undefined|shorthands|type|let)\b)*$/;

/** The calls of `builder` on the way there, in their order; undefined where something else is done. */
export function callsOn(builder: string, text: string): readonly Call[] | undefined {
  const head = new RegExp(String.raw`\b${builder}\s*\.\s*(\w+)\(`);
  let rest = text.split(wayBack)[0] ?? '';
  const calls: Call[] = [];
  for (let found = head.exec(rest); found; found = head.exec(rest)) {
    const start = found.index + found[0].length;
    const end = closingOf(rest, start);
    if (end === -1) return undefined;
    calls.push([found[1] ?? '', rest.slice(start, end).trim()]);
    rest = `${rest.slice(0, found.index)} ${rest.slice(end + 1)}`;
  }
  return calls.length > 0 && frame.test(rest) ? calls : undefined;
}

/** A bracket in a string closes nothing. */
const closingOf = (text: string, from: number): number =>
  closing(
    text.replace(/'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`/g, (quoted) =>
      '_'.repeat(quoted.length),
    ),
    from,
  );

/** A string without anything put into it. */
export const stringOf = (text: string): string | undefined => {
  const found = /^(['"`])([\s\S]*)\1$/.exec(text.trim());
  const inside = found?.[2];
  return inside === undefined || (found?.[1] === '`' && inside.includes('${'))
    ? undefined
    : inside.replace(/\\(['"`])/g, '$1');
};
