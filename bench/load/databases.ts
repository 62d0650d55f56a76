import { withSession } from '../../postgres/connection/session.ts';
import type { Target } from '../../postgres/connection/target.ts';
import { ident } from '../../postgres/sql.ts';
import { createFixture } from './fixture.ts';

const session = { applicationName: 'bench' };

/** A database with the tables of the load, from which every change gets a fresh copy. */
export async function createTemplate(server: Target, name: string, rows: number): Promise<void> {
  await withSession(server, session, (client) => client.query(`create database ${ident(name)}`));
  await withSession(server.withDatabase(name), session, (client) => createFixture(client, rows));
}

/** Runs `work` on a fresh copy, which is gone afterwards. */
export async function onCopy<T>(
  server: Target,
  template: string,
  before: string,
  work: (target: Target) => Promise<T>,
): Promise<T> {
  const name = `${template}_copy`;
  const target = server.withDatabase(name);
  await withSession(server, session, async (client) => {
    await client.query(`create database ${ident(name)} template ${ident(template)} strategy file_copy`);
    // Else the writing of the copy is measured, too.
    await client.query('checkpoint');
  });
  try {
    if (before !== '') {
      await withSession(target, session, async (client) => {
        await client.query(before);
        await client.query('vacuum analyze');
      });
    }
    return await work(target);
  } finally {
    await withSession(server, session, (client) => client.query(`drop database ${ident(name)} with (force)`));
  }
}
