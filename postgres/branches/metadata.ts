import type pg from 'pg';
import { z } from 'zod';
import type { Branch } from '../provider.ts';
import { ident, literal } from '../sql.ts';

/** Ways of copying, first choice first. */
export const copyWays = ['template', 'dump', 'stream'] as const;
export type CopyWay = (typeof copyWays)[number];

/** What is written as JSON into the comment of the branch database: any machine that reaches the server sees it. */
const Metadata = z.object({
  godwit: z.literal('branch'),
  name: z.string(),
  runId: z.string(),
  parent: z.string(),
  status: z.enum(['CREATING_PROJECT', 'MIGRATIONS_PASSED', 'MIGRATIONS_FAILED']),
  createdAt: z.string(),
  updatedAt: z.string(),
  /** How it was copied and production's fingerprint then; null until done. */
  way: z.enum(copyWays).nullable(),
  fingerprint: z.string().nullable(),
});
export type Metadata = z.infer<typeof Metadata>;

/** A branch: a database on the server of its production. */
export interface BranchDatabase extends Branch {
  readonly runId: string;
  /** Null while it is being made. */
  readonly way: CopyWay | null;
  /** Of the schema at the moment of the copy, as the caller's fingerprint function gave it. */
  readonly fingerprint: string | null;
}

export function toBranch(database: string, metadata: Metadata): BranchDatabase {
  const { name, runId, parent, status, createdAt, updatedAt, way, fingerprint } = metadata;
  return {
    id: database,
    name,
    project_ref: database,
    parent_project_ref: parent,
    is_default: false,
    persistent: false,
    status,
    created_at: createdAt,
    updated_at: updatedAt,
    runId,
    way,
    fingerprint,
  };
}

/** Null for a comment that is not ours. */
export function parseMetadata(comment: string | null): Metadata | null {
  try {
    return Metadata.parse(JSON.parse(comment ?? ''));
  } catch {
    return null;
  }
}

export async function writeMetadata(session: pg.Client, database: string, metadata: Metadata): Promise<void> {
  const comment = literal(JSON.stringify(metadata));
  await session.query(`COMMENT ON DATABASE ${ident(database)} IS ${comment}`);
}

/** Metadata of one database; undefined when there is no such database, null when it is not a branch. */
export async function readMetadata(
  session: pg.Client,
  database: string,
): Promise<Metadata | null | undefined> {
  const { rows } = await session.query<{ comment: string | null }>(
    `SELECT shobj_description(oid, 'pg_database') AS comment FROM pg_database WHERE datname = $1`,
    [database],
  );
  const [row] = rows;
  return row && parseMetadata(row.comment);
}
