import type { CheckedMigration, UnusedFile } from '../migration.ts';
import type { ToolRule } from '../script/tool-rule.ts';
import { byText, gapsIn, refuseTwins, scriptOf } from './collect.ts';
import { type Folder, filesIn, isSql, nameOf } from './folder.ts';
import type { LayoutReader } from './layout.ts';

const named = /^(\d+)_(.*)\.sql$/;

/**
 * Supabase: `supabase/migrations/<digits>_<name>.sql`, in the order of the file names as the CLI lists the folder; a
 * first file `<time>_init.sql` from before 9 December 2021 is skipped (pkg/migration/list.go). The CLI sends the
 * statements of a file as one pipeline, which is one transaction (pkg/migration/file.go, ExecBatch); since 2.109 it
 * sends those that cannot be in one by themselves (supabase/cli 5671, 6276). It knows no downs: Godwit keeps them
 * under the same name in `supabase/rollbacks`.
 */
export const supabase: LayoutReader = {
  name: 'supabase',
  recognise(folder) {
    const place = placeOf(folder);
    const files = filesIn(folder, place.migrations).filter((file) => named.test(nameOf(file)));
    if (files.length === 0) return null;
    if (place.sure !== null) return { strength: 'sure', because: place.sure };
    const times = files.every((file) => /^\d{14}_/.test(nameOf(file)) && !/\.(?:up|down)\.sql$/.test(file));
    return times ? { strength: 'likely', because: `files named like ${files[0]}` } : null;
  },
  read(folder) {
    const { migrations: ups, rollbacks } = placeOf(folder);
    const unused: UnusedFile[] = [];
    const migrations: CheckedMigration[] = [];
    const downs = new Set(rollbacks === null ? [] : filesIn(folder, rollbacks));
    const candidates = [...filesIn(folder, ups)].sort((a, b) => byText(nameOf(a), nameOf(b)));
    for (const [at, file] of candidates.entries()) {
      const [, version = '', name = ''] = named.exec(nameOf(file)) ?? [];
      const why = whyUnused(nameOf(file), at);
      if (why !== null) {
        unused.push({ file, why });
        continue;
      }
      const down = rollbacks === null ? undefined : `${rollbacks}/${nameOf(file)}`;
      const hasDown = down !== undefined && downs.delete(down);
      migrations.push({
        version,
        name,
        file,
        up: scriptOf(folder, file, rule),
        down: hasDown ? scriptOf(folder, down, rule) : null,
      });
    }
    for (const file of downs) unused.push({ file, why: 'there is no migration of the same name' });
    for (const file of folder.files) {
      const deeper = file.startsWith(ups === '' ? '' : `${ups}/`) && file.includes('/', ups.length + 1);
      if (deeper && !(rollbacks !== null && file.startsWith(`${rollbacks}/`)))
        unused.push({ file, why: 'it lies in a folder, and the Supabase CLI does not look into folders' });
    }
    refuseTwins(migrations);
    return { migrations, unused, advice: gapsIn(migrations) };
  },
};

interface Place {
  /** Folder of the migrations relative to the given path. */
  readonly migrations: string;
  readonly rollbacks: string | null;
  readonly sure: string | null;
}

/** The given path may be the root of a project, `supabase/`, or the folder of the migrations itself. */
function placeOf({ files, place }: Folder): Place {
  for (const root of ['supabase/', '']) {
    const migrations = `${root}migrations`;
    const rooted = root !== '' || place.endsWith('/supabase') || place === 'supabase';
    if (rooted && files.some((file) => file.startsWith(`${migrations}/`))) {
      return {
        migrations,
        rollbacks: `${root}rollbacks`,
        sure: `the folder ${root === '' ? 'supabase/' : root}migrations`,
      };
    }
  }
  const sure = place.endsWith('supabase/migrations') ? 'the folder supabase/migrations' : null;
  return {
    migrations: '',
    rollbacks:
      ['../rollbacks', 'rollbacks'].find((one) => files.some((file) => file.startsWith(`${one}/`))) ?? null,
    sure,
  };
}

function whyUnused(name: string, at: number): string | null {
  const [, version] = named.exec(name) ?? [];
  if (version === undefined) {
    return isSql(name) ? 'its name is not <digits>_<name>.sql' : 'it is no .sql file';
  }
  return at === 0 && /^\d{14}_init\.sql$/.test(name) && version < '20211209000000'
    ? 'the Supabase CLI skips a first _init.sql from before 9 December 2021'
    : null;
}

const rule: ToolRule = {
  tool: 'the Supabase CLI before 2.109',
  opens: false,
  sends: 'pipeline',
  because: 'the Supabase CLI sends a file as one pipeline, which is one transaction',
  remedy: 'give it a migration of its own',
};
