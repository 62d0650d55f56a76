/** Whether values of one type may not fit another as they are. Types as `format_type` writes them. */
export function isNarrower(from: string, to: string): boolean {
  if (from === to) return false;
  const [was, is] = [read(from), read(to)];
  const order = orders.find((types) => types.includes(was.name) && types.includes(is.name));
  if (order !== undefined && was.name !== is.name) return order.indexOf(is.name) < order.indexOf(was.name);
  if (isText(was.name) && isText(is.name)) return is.size < was.size;
  if (was.name === 'numeric' && is.name === 'numeric') {
    return is.scale < was.scale || is.size - is.scale < was.size - was.scale;
  }
  if (was.name === is.name) return is.size < was.size;
  if (is.name === 'text' || (isText(is.name) && is.size === Number.POSITIVE_INFINITY)) return false;
  // Parsed from text, value by value.
  return isText(was.name) || (was.name.startsWith('timestamp') && /^(?:date|time)\b/.test(is.name));
}

/** Whether every value of one type has its place in the other, from which it comes back as it was. */
export function isWider(from: string, to: string): boolean {
  const [was, is] = [read(from), read(to)];
  const related =
    was.name === is.name ||
    (isText(was.name) && isText(is.name)) ||
    orders.some((types) => types.includes(was.name) && types.includes(is.name));
  // character takes the spaces at the end away.
  return related && !isNarrower(from, to) && was.name !== 'character' && is.name !== 'character';
}

/** From narrow to wide. */
const orders: readonly (readonly string[])[] = [
  ['smallint', 'integer', 'bigint', 'numeric'],
  ['smallint', 'integer', 'double precision'],
  ['real', 'double precision'],
];

const isText = (name: string): boolean => ['text', 'character varying', 'character'].includes(name);

interface Width {
  readonly name: string;
  /** Without a limit: infinite. */
  readonly size: number;
  readonly scale: number;
}

function read(type: string): Width {
  const found = /^(.*?)\((\d+)(?:,(-?\d+))?\)(.*)$/.exec(type);
  if (found === null) return { name: type, size: Number.POSITIVE_INFINITY, scale: Number.POSITIVE_INFINITY };
  const [, name = '', size, scale = '0', rest = ''] = found;
  return { name: name + rest, size: Number(size), scale: Number(scale) };
}
