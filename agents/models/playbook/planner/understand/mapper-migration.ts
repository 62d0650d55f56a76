import { alembic } from './mappers/alembic.ts';
import { django } from './mappers/django.ts';
import { laravel } from './mappers/laravel.ts';
import { rails } from './mappers/rails.ts';

/*
 * Migrations of object mappers (Rails, Alembic, Django, Laravel) as the SQL that they stand for. A snippet is read as a
 * whole or not at all: half a migration would be another change.
 */

const rules = [...rails, ...alembic, ...django, ...laravel];

/** What stands around the changes, and says nothing. */
const frame =
  /^(?:class \w+.*|def (?:change|up|upgrade)\b.*|end|pass|from .* import .*|import .*|dependencies = \[.*\]|operations = \[|[\])};,]*|public function up\(\).*|use .*|<\?php|return new class.*|#.*|\/\/.*|"""[^"]*""")$/;
/** From here on it is the way back. */
const wayBack = /^(?:def (?:down|downgrade)\b|public function down\()/;

/** The statements of a migration; undefined where one of its lines is not known. */
export function mapperSql(text: string): readonly string[] | undefined {
  const statements: string[] = [];
  let table: string | undefined;
  for (const line of linesOf(text)) {
    if (wayBack.test(line)) break;
    const opens =
      /^Schema::table\( ?['"](\w+)['"], ?(?:static )?function ?\(Blueprint \$table\)(?:: ?void)? ?\{$/.exec(
        line,
      )?.[1];
    if (opens !== undefined) table = opens;
    else if (!frame.test(line)) {
      const bare = line.replace(/[;,]$/, '');
      const said = bare.startsWith('$table') && table !== undefined ? `${table} ${bare}` : bare;
      const sql = sqlOf(said);
      if (sql === undefined) return undefined;
      statements.push(sql);
    }
  }
  return statements.length === 0 ? undefined : statements;
}

function sqlOf(line: string): string | undefined {
  for (const [form, sql] of rules) {
    const match = form.exec(line);
    if (match) return sql(...match.slice(1).map((part) => part ?? ''));
  }
  return undefined;
}

/** A call that goes over several lines is one. */
function linesOf(text: string): readonly string[] {
  const lines: string[] = [];
  let open = 0;
  for (const raw of text.split('\n')) {
    const line = raw.trim().replace(/\s+/g, ' ');
    if (line === '') continue;
    if (open > 0 && lines.length > 0) lines[lines.length - 1] += ` ${line}`;
    else lines.push(line);
    if (/\{$|^operations = \[$/.test(line)) open = 0;
    else open = Math.max(0, open + (line.match(/\(/g) ?? []).length - (line.match(/\)/g) ?? []).length);
  }
  return lines.map((line) => line.replace(/\( /g, '(').replace(/,? \)/g, ')'));
}
