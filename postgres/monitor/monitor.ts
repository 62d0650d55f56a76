import { readFileSync } from 'node:fs';
import type { ClientBase } from 'pg';
import { asset } from '../../package-root.ts';
import type { MonitorReport } from '../provider.ts';

const sql = readFileSync(asset('postgres/monitor/monitor.sql'), 'utf8');

/** How the database is now: what a migration may have left behind, and who waits. Changes nothing. */
export async function monitor(session: ClientBase): Promise<MonitorReport> {
  const { rows } = await session.query<MonitorReport>(sql);
  const [report] = rows;
  if (report === undefined) throw new Error('the monitor query returned no row');
  return { ...report, longestWaitMs: Math.round(report.longestWaitMs) };
}
