import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { reportMarkdown } from './markdown.ts';
import type { Report } from './report.ts';

/** Writes `.godwit/reports/<run>.md` and `.json` below the workspace; git does not see the folder. Returns the Markdown's path. */
export async function writeReport(root: string, report: Report): Promise<string> {
  const folder = join(root, '.godwit', 'reports');
  await mkdir(folder, { recursive: true });
  await write(join(folder, '.gitignore'), '*\n');
  await write(join(folder, `${report.run}.json`), `${JSON.stringify(report, null, 2)}\n`);
  const path = join(folder, `${report.run}.md`);
  await write(path, reportMarkdown(report));
  return path;
}

/** Readers see the old file or the new one, never a half. */
async function write(path: string, content: string): Promise<void> {
  await writeFile(`${path}.tmp`, content);
  await rename(`${path}.tmp`, path);
}
