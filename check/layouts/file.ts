import { noTool } from '../script/tool-rule.ts';
import { scriptOf } from './collect.ts';
import { isSql } from './folder.ts';
import type { LayoutReader } from './layout.ts';

/** One .sql file as the given path: a migration without a tool, with its `.down.sql` where that lies beside it. */
export const singleFile: LayoutReader = {
  name: 'file',
  recognise: ({ single }) =>
    single !== null && isSql(single) ? { strength: 'likely', because: 'the path is one file' } : null,
  read(folder) {
    const { single: file } = folder;
    if (file === null || !isSql(file)) {
      return {
        migrations: [],
        unused: folder.files.map((one) => ({ file: one, why: 'it is no .sql file' })),
        advice: [],
      };
    }
    const base = file.replace(/(?:\.up)?\.sql$/, '');
    const [, version = base, name = base] = /^(\d+)[_.-]+(.*)$/.exec(base) ?? [];
    const down = folder.files.find((one) => one !== file);
    return {
      migrations: [
        {
          version,
          name,
          file,
          up: scriptOf(folder, file, noTool),
          down: down === undefined ? null : scriptOf(folder, down, noTool),
        },
      ],
      unused: [],
      advice: [],
    };
  },
};
