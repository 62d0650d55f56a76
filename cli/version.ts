import { readFileSync } from 'node:fs';
import { asset } from '../package-root.ts';

/** Of this package. */
export function packageVersion(): string {
  const content: unknown = JSON.parse(readFileSync(asset('package.json'), 'utf8'));
  const found = typeof content === 'object' && content !== null && 'version' in content;
  return found ? String(content.version) : 'unknown';
}
