const block =
  /^do\s+(?:language\s+\w+\s+)?(\$\w*\$)\s*begin\s+([\s\S]*?)\s*end\s*;?\s*\1(?:\s+language\s+\w+)?$/i;
/** Where the object is there already, nothing happens. */
const handler =
  /\bexception\s+when\s+duplicate_(?:object|table|column)\s+then\s+(?:null|raise\s+notice\s+[^;]+)\s*;?\s*$/i;
const unlessThere = /^if\s+not\s+exists\s*\([\s\S]*?\)\s*then\s+([\s\S]*?;)\s*end\s+if\s*;?$/i;
/** What else PL/pgSQL does. */
const control =
  /\b(?:if|loop|for|while|declare|execute|perform|raise|return|case|into)\b(?!\s+(?:not\s+)?exists)/i;

/** The statements of a block that only keeps them from failing where they were run before; undefined for any other. */
export function doBlock(sql: string): string | undefined {
  const inside = block.exec(sql.trim())?.[2]?.replace(handler, '').trim();
  if (inside === undefined) return undefined;
  const body = unlessThere.exec(inside)?.[1] ?? inside;
  return /\bexception\b/i.test(body) || control.test(body) ? undefined : body;
}
