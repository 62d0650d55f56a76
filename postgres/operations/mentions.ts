import { tokenize } from './tokens.ts';

/** Whether SQL, or the text of a function in it, names something so. A word that means another thing counts, too. */
export function mentions(sql: string, name: string): boolean {
  if (!sql.toLowerCase().includes(name.toLowerCase())) return false;
  return tokenize(sql).some(({ kind, text, value }) => {
    if (kind === 'name') return value === name;
    // The body of a function is one string to the lexer.
    const body = kind === 'string' ? /^\$([^$]*)\$([\s\S]*)\$\1\$$/.exec(text)?.[2] : undefined;
    return body !== undefined && mentions(body, name);
  });
}
