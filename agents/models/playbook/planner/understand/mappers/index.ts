import { alembic } from './alembic.ts';
import { type Block, type BlockReader, blockSql, type Piece } from './block.ts';
import { django } from './django.ts';
import { ecto, ectoBlocks } from './ecto.ts';
import { knexSql } from './knex.ts';
import { laravel, laravelBlocks } from './laravel.ts';
import { liquibaseSql } from './liquibase.ts';
import { nodePgMigrateSql } from './node-pg-migrate.ts';
import { rails, railsBlocks } from './rails.ts';
import { sequelizeSql } from './sequelize.ts';
import { typeormSql } from './typeorm.ts';

/*
 * Migrations of object mappers (Rails, Ecto, Alembic, Django, Laravel, Knex, Sequelize, Liquibase) as the SQL that they stand for. A snippet
 * is read as a whole or not at all: half a migration would be another change.
 */

const rules = [...rails, ...ecto, ...alembic, ...django, ...laravel];
const blocks: readonly BlockReader[] = [railsBlocks, ectoBlocks, laravelBlocks];

/** What stands around the changes, and says nothing. */
const frame =
  /^(?:class \w+.*|disable_ddl_transaction!|safety_assured do|declare\(strict_types=1\)|(?:revision|down_revision|branch_labels|depends_on)\b.*=.*|defmodule .* do|use Ecto\.Migration|def (?:change|up|upgrade)\b.*|end|pass|from .* import .*|import .*|dependencies = \[.*\]|operations = \[|[{\])};,]*|public function up\(\).*|use .*|<\?php|return new class.*|#.*|\/\/.*|"""[^"]*""")$/;
/** From here on it is the way back. */
const wayBack = /^(?:def (?:down|downgrade)\b|public function down\()/;

/** The statements of a migration; undefined where one of its lines is not known. */
export function mapperSql(text: string): readonly string[] | undefined {
  const called =
    liquibaseSql(text) ?? typeormSql(text) ?? nodePgMigrateSql(text) ?? knexSql(text) ?? sequelizeSql(text);
  if (called) return called;
  const statements: string[] = [];
  let open: { readonly reader: BlockReader; readonly block: Block; readonly pieces: Piece[] } | undefined;
  for (const line of linesOf(withoutDocstrings(text)).map(batched())) {
    if (open) {
      if (open.reader.closes.test(line)) {
        statements.push(...blockSql(open.block, open.pieces));
        open = undefined;
        continue;
      }
      const pieces: readonly Piece[] | undefined = open.reader.reads(line.replace(/[;,]$/, ''));
      if (!pieces && !/^(?:#|\/\/)/.test(line)) return undefined;
      open.pieces.push(...(pieces ?? []));
      continue;
    }
    if (wayBack.test(line)) break;
    const reader = blocks.find(({ opens }) => opens(line));
    const block = reader?.opens(line);
    if (reader && block) open = { reader, block, pieces: [...block.pieces] };
    else if (!frame.test(line)) {
      const sql = sqlOf(line.replace(/[;,]$/, ''));
      if (sql === undefined) return undefined;
      statements.push(...sql.split(';\n'));
    }
  }
  return statements.length === 0 || open ? undefined : statements;
}

/** What Python says of a file. */
const withoutDocstrings = (text: string): string => text.replace(/^(\s*)"""[\s\S]*?"""/gm, '$1');

/** `with op.batch_alter_table('tasks') as batch_op:`: its lines are about that table. */
function batched(): (line: string) => string {
  let table: string | undefined;
  return (line) => {
    const opened = /^with op\.batch_alter_table\( ?['"](\w+)['"].*\) as batch_op:$/.exec(line);
    if (opened) {
      table = opened[1];
      return 'pass';
    }
    if (table === undefined || !line.startsWith('batch_op.')) return line;
    const create =
      /^batch_op\.(create_(?:index|unique_constraint|check_constraint|foreign_key)|drop_(?:index|constraint))\( ?((?:batch_op\.f\()?['"]\w+['"]\)?),? ?/;
    const named = line.replace(
      create,
      (_, call: string, name: string) => `op.${call}(${name.replace('batch_op.', 'op.')}, '${table}', `,
    );
    return named.replace(/^batch_op\.(\w+)\( ?/, `op.$1('${table}', `).replace(/, \)$/, ')');
  };
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
