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

/** What stands inside the first fence of a text, or undefined. */
export function unfence(text: string): string | undefined {
  return fenced.exec(text)?.[3];
}
