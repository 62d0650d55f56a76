const words: Readonly<Record<string, string>> = {
  r: 'SELECT',
  a: 'INSERT',
  w: 'UPDATE',
  d: 'DELETE',
  D: 'TRUNCATE',
  x: 'REFERENCES',
  t: 'TRIGGER',
  m: 'MAINTAIN',
  X: 'EXECUTE',
  U: 'USAGE',
  C: 'CREATE',
  T: 'TEMPORARY',
  c: 'CONNECT',
  s: 'SET',
  A: 'ALTER SYSTEM',
};

// As PostgreSQL writes an aclitem: grantee=letters/grantor, a star after a letter that may be granted on.
const item = /^((?:"(?:[^"]|"")*"|[^"=])*)=([A-Za-z*]*)\/(.*)$/s;

/**
 * One attribute per grantee: `privileges of anon` → `INSERT, SELECT with grant option`. `lines` are aclitems as
 * text, one a line.
 */
export function privilegeAttributes(lines: string): [string, string][] {
  const attributes = new Map<string, string>();
  for (const line of lines.split('\n').filter((text) => text !== '')) {
    const [, grantee = line, letters = '', grantor = ''] = item.exec(line) ?? [];
    const granted = [...letters.matchAll(/([A-Za-z])(\*?)/g)]
      .map(([, letter = '', option]) => `${words[letter] ?? letter}${option ? ' with grant option' : ''}`)
      .sort()
      .join(', ');
    attributes.set(`privileges of ${grantee || 'PUBLIC'} from ${grantor}`, granted);
  }
  return [...attributes];
}
