/**
 * A glob over POSIX-style relative paths as a regular expression: `*` and `?` within a segment, `**` across
 * segments, `[a-z]`, `{one,two}`. Anything else stands for itself.
 */
export function globToRegExp(glob: string): RegExp {
  return new RegExp(`^${translate(glob.replace(/^\.\//, ''))}$`, 'su');
}

/** The glob matches the path; a glob without a slash matches the file name at any depth. */
export function matchesGlob(glob: string, path: string): boolean {
  const expression = globToRegExp(glob);
  return expression.test(glob.includes('/') ? path : (path.split('/').at(-1) ?? path));
}

function translate(glob: string): string {
  let out = '';
  for (let at = 0; at < glob.length; ) {
    const rest = glob.slice(at);
    const token =
      /^\*\*\//.exec(rest)?.[0] ??
      /^\*+|^\?/.exec(rest)?.[0] ??
      /^\[[!^]?\]?[^\]/]*\]/.exec(rest)?.[0] ??
      /^\{[^{}]*\}/.exec(rest)?.[0] ??
      /^\\?./su.exec(rest)?.[0] ??
      rest;
    out += translateToken(token);
    at += token.length;
  }
  return out;
}

function translateToken(token: string): string {
  if (token === '**/') return '(?:[^/]+/)*';
  if (token.startsWith('**')) return '.*';
  if (token === '*') return '[^/]*';
  if (token === '?') return '[^/]';
  if (token.startsWith('[') && token.length > 2) {
    const negated = /^\[[!^]/.test(token);
    const members = token.slice(negated ? 2 : 1, -1).replace(/[\\\][^&|~#]/g, '\\$&');
    return `[${negated ? '^/' : ''}${members}]`;
  }
  if (token.startsWith('{') && token.length > 2) {
    return `(?:${token.slice(1, -1).split(',').map(translate).join('|')})`;
  }
  return literal(token.startsWith('\\') && token.length > 1 ? token.slice(1) : token);
}

const literal = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
