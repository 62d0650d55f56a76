import { readFileSync } from 'node:fs';
import { NoUnprivilegedUser } from './errors.ts';

/** Whom the server runs as; null: as whoever runs godwit. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/** PostgreSQL refuses root, so root hands it to an account that exists. None is ever created. */
export function serverAccount(): Account | null {
  if (process.getuid?.() !== 0) return null;
  const passwd = readFileSync('/etc/passwd', 'utf8').split('\n');
  for (const wanted of ['postgres', 'nobody']) {
    const fields = passwd.find((line) => line.startsWith(`${wanted}:`))?.split(':');
    const uid = Number(fields?.[2]);
    const gid = Number(fields?.[3]);
    // macOS writes nobody as -2.
    if (uid > 0 && gid >= 0) return { uid, gid };
  }
  throw new NoUnprivilegedUser();
}
