import type { z } from 'zod';
import { InvalidLayoutFile } from './errors.ts';
import type { Folder } from './folder.ts';

/** A file that steers the tool. @throws InvalidLayoutFile */
export function readJson<Schema extends z.ZodType>(
  folder: Folder,
  file: string,
  schema: Schema,
): z.output<Schema> {
  const { text, problems } = folder.text(file);
  const [unreadable] = problems.filter(({ level }) => level === 'refused');
  if (unreadable !== undefined) throw new InvalidLayoutFile(file, unreadable.message);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new InvalidLayoutFile(file, error instanceof Error ? error.message : 'it is no JSON');
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new InvalidLayoutFile(file, `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'unknown form'}`);
}
