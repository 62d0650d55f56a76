import { derivedName, dollarQuoted, ident, qualified } from '../sql.ts';
import type { TableName } from './lookup.ts';

/** A trigger that sets updated_at on every update; its function goes after the table. */
export function updatedAtSql({ schema, table }: TableName): {
  trigger: string;
  up: string[];
  down: string[];
} {
  const trigger = 'set_updated_at';
  const name = qualified(schema, derivedName([table, trigger]));
  const body = dollarQuoted('BEGIN\n  NEW.updated_at := now();\n  RETURN NEW;\nEND');
  return {
    trigger,
    up: [
      `CREATE FUNCTION ${name}() RETURNS trigger LANGUAGE plpgsql SET search_path = '' AS ${body}`,
      `CREATE TRIGGER ${ident(trigger)} BEFORE UPDATE ON ${qualified(schema, table)} FOR EACH ROW EXECUTE FUNCTION ${name}()`,
    ],
    down: [`DROP FUNCTION ${name}()`],
  };
}
