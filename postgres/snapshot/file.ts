import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { SnapshotFileInvalid, UnknownSnapshotFormat } from './errors.ts';
import { makeSnapshot, type Snapshot, type SnapshotObject, snapshotFormat } from './snapshot.ts';

/** Keys of any name: z.record would leave out `__proto__`, as which a table's column may go. */
const recordOf = <T>(holds: (value: unknown) => value is T) =>
  z.custom<Record<string, T>>(
    (value) => typeof value === 'object' && value !== null && Object.values(value).every(holds),
    'has a value that is not what it should be',
  );

const Described = z.object({
  kind: z.string(),
  attributes: recordOf((value): value is string => typeof value === 'string'),
});

const SnapshotFile = z.object({
  format: z.literal(snapshotFormat),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  objects: recordOf((value): value is SnapshotObject => Described.safeParse(value).success),
});

/**
 * A snapshot that `godwit snapshot --json` wrote; of several JSON lines the last one.
 * @throws SnapshotFileInvalid | UnknownSnapshotFormat
 */
export function readSnapshotFile(path: string): Snapshot {
  const value = parsed(path);
  const format = z.object({ format: z.unknown() }).safeParse(value).data?.format;
  if (format === undefined) throw new SnapshotFileInvalid(path, 'it has no field "format"');
  // Before anything else is looked at: another format may mean other things by the same fields.
  if (format !== snapshotFormat) throw new UnknownSnapshotFormat(path, format, snapshotFormat);
  const file = SnapshotFile.safeParse(value);
  if (!file.success) {
    const [issue] = file.error.issues;
    throw new SnapshotFileInvalid(path, `${issue?.path.join('.') || 'file'}: ${issue?.message ?? 'invalid'}`);
  }
  const snapshot = makeSnapshot(Object.entries(file.data.objects));
  if (snapshot.hash !== file.data.hash)
    throw new SnapshotFileInvalid(path, 'its hash is not that of its objects: it was changed or cut');
  return snapshot;
}

function parsed(path: string): unknown {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new SnapshotFileInvalid(path, error instanceof Error ? error.message : String(error));
  }
  try {
    return JSON.parse(text.trim().split('\n').at(-1) ?? '');
  } catch {
    throw new SnapshotFileInvalid(path, 'it is no JSON');
  }
}
