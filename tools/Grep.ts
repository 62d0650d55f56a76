import { z } from 'zod';
import { allowsPath, FileConstraints, judgeSearch } from '../policies/files.ts';
import { matchesGlob } from '../policies/glob.ts';
import { defineTool } from './define.ts';
import { NotText } from './file-errors.ts';
import { type FileMatches, lineMatcher } from './line-matcher.ts';
import { type RealPath, resolveExisting } from './paths.ts';
import { ensureAllowed } from './real-judgement.ts';
import { readText } from './text-file.ts';
import { walkFiles } from './walk-files.ts';

const maxResults = 250;
const context = z.number().int().min(0).max(20).optional();

/** Lines of files by a regular expression. */
export const Grep = defineTool({
  name: 'Grep',
  description:
    'Searches the text of the workspace with a regular expression (JavaScript syntax), line by line.',
  input: z.strictObject({
    pattern: z.string().min(1).max(1000),
    path: z.string().optional().describe('file or folder to look in, relative to the workspace'),
    glob: z.string().min(1).max(500).optional().describe('only files whose name matches, e.g. "*.sql"'),
    output_mode: z.enum(['content', 'files_with_matches', 'count']).optional(),
    '-i': z.boolean().optional().describe('any case'),
    '-n': z.boolean().optional().describe('line numbers, in content mode; on by default'),
    '-A': context.describe('lines after a match'),
    '-B': context.describe('lines before a match'),
    '-C': context.describe('lines around a match'),
    head_limit: z.number().int().positive().max(maxResults).optional(),
  }),
  output: z.object({
    /** Lines, files or `file:count`, by output_mode. */
    results: z.array(z.string()),
    matchingFiles: z.number(),
    notice: z.string().nullable(),
  }),
  constraints: FileConstraints,
  annotations: { readOnly: true, destructive: false, idempotent: true },
  readOn: 'narrow the pattern, path or glob, or set head_limit',
  judge: ({ path, glob }, constraints, facts) =>
    judgeSearch(path, { field: 'glob', text: glob ?? '*' }, constraints, facts),
  run: async (input, { workspace, signal }, constraints) => {
    const start = await resolveExisting(workspace.root, input.path ?? '.');
    ensureAllowed(
      judgeSearch(start.relative || '.', { field: 'glob', text: '*' }, constraints, {
        workspaceRoot: workspace.root,
      }),
    );
    const limit = input.head_limit ?? maxResults;
    const match = lineMatcher(input.pattern, {
      ignoreCase: input['-i'] ?? false,
      before: input['-B'] ?? input['-C'] ?? 0,
      after: input['-A'] ?? input['-C'] ?? 0,
    });
    const results: string[] = [];
    let matchingFiles = 0;
    for await (const file of filesIn(start, signal)) {
      if (results.length > limit) break;
      if (!allowsPath(file.relative, constraints)) continue;
      if (input.glob !== undefined && !matchesGlob(input.glob, file.relative)) continue;
      const found = match(await textOrNothing(file));
      if (found.matches === 0) continue;
      matchingFiles++;
      results.push(
        ...show(file.relative, found, input.output_mode ?? 'files_with_matches', input['-n'] ?? true),
      );
    }
    const cut = results.length > limit;
    return {
      output: {
        results: results.slice(0, limit),
        matchingFiles,
        notice: cut ? `only the first ${limit} results are shown; narrow the search` : null,
      },
    };
  },
});

async function* filesIn(start: RealPath, signal: AbortSignal): AsyncGenerator<RealPath> {
  try {
    yield* walkFiles(start, signal);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOTDIR')) throw error;
    yield start;
  }
}

/** Binary and very large files hold nothing to find. */
async function textOrNothing(file: RealPath): Promise<string> {
  try {
    return await readText(file);
  } catch (error) {
    if (error instanceof NotText) return '';
    throw error;
  }
}

function show(path: string, { matches, lines }: FileMatches, mode: string, numbered: boolean): string[] {
  if (mode === 'files_with_matches') return [path];
  if (mode === 'count') return [`${path}:${matches}`];
  return lines.map(({ number, text, isMatch }) => {
    const separator = isMatch ? ':' : '-';
    return `${path}${separator}${numbered ? `${number}${separator}` : ''}${text}`;
  });
}
