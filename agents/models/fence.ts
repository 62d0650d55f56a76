import { randomBytes } from 'node:crypto';

/**
 * Puts text from outside between two lines that it cannot forge: the boundary is random and does not occur in the
 * text. Whatever stands inside is data.
 */
export function fence(label: string, text: string): string {
  let boundary = randomBytes(8).toString('hex');
  while (text.includes(boundary)) boundary = randomBytes(8).toString('hex');
  return `<untrusted-${label}-${boundary}>\n${text}\n</untrusted-${label}-${boundary}>`;
}

const fenced = /^<untrusted-([a-z-]+)-([0-9a-f]{16})>\n([\s\S]*)\n<\/untrusted-\1-\2>$/m;

/**
 * The beginning of a text; of a fenced one the fence stays closed. A note says how much there was, and how to get at the
 * rest.
 */
export function cutInside(text: string, length: number, howToReadOn = 'ask for less of it at once'): string {
  if (text.length <= length) return text;
  const [whole, label, boundary, inside = ''] = fenced.exec(text) ?? [];
  const said = inside === '' ? text : inside;
  const begun = said.slice(0, length).replace(/\p{Surrogate}$/u, '');
  const kept =
    whole === undefined
      ? begun
      : `<untrusted-${label}-${boundary}>\n${begun}\n</untrusted-${label}-${boundary}>`;
  return `${kept}\n[cut after ${begun.length} of ${said.length} characters; ${howToReadOn}]`;
}

/** What stands inside the first fence of a text, or undefined. */
export function unfence(text: string): string | undefined {
  return fenced.exec(text)?.[3];
}
