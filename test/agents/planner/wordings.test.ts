import { readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { planRequest } from '../../../agents/models/playbook/planner/index.ts';
import { asset } from '../../../package-root.ts';
import { type Catalog, readCatalog } from '../../../postgres/catalog/index.ts';
import { withSession } from '../../../postgres/connection/session.ts';
import { testDatabase } from '../../support/database.ts';

interface Wording {
  readonly title: string;
  readonly body?: string;
  /** All operations, each with all it says; `schema` where it is another one than `public`. */
  readonly operations?: readonly Readonly<Record<string, unknown>>[];
  /** What the first question begins with. */
  readonly question?: string;
  /** Why nothing changes. */
  readonly nothing?: string;
}

const folder = asset('test/fixtures/wordings');
const read = (file: string): string => readFileSync(`${folder}/${file}`, 'utf8');
const schemas = readdirSync(folder).flatMap((file) => (file.endsWith('.sql') ? [file.slice(0, -4)] : []));

/** Ways to say a thing, one a line beside the schema that they are about; a form that no line shows is not known to work. */
describe.each(schemas)('on the schema %s', (schema) => {
  const wordings: Wording[] = read(`${schema}.jsonl`)
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  let catalog: Catalog;

  beforeAll(async () => {
    await using database = await testDatabase();
    await database.query(read(`${schema}.sql`));
    catalog = await withSession(database.target, { applicationName: 'planner test' }, (session) =>
      readCatalog(session),
    );
  });

  it.each(wordings)('$title', ({ title, body = '', operations, question, nothing }) => {
    const decision = planRequest({ title, body }, catalog);
    if (operations) {
      const made = decision.decision === 'change' ? decision.operations : [];
      const said = made.map((one) => {
        const { schema, ...others } = one as { schema?: string };
        return schema === undefined || schema === 'public' ? others : one;
      });
      expect(said, JSON.stringify(decision)).toEqual(operations);
    } else if (question !== undefined)
      expect(decision).toMatchObject({
        decision: 'clarify',
        questions: expect.arrayContaining([expect.stringContaining(question)]),
      });
    else
      expect(decision).toMatchObject({
        decision: 'no_schema_change',
        reason: expect.stringContaining(nothing ?? ''),
      });
  });
});
