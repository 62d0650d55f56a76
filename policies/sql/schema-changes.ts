import { quote } from '../text.ts';
import { confirm, deny, type Verdict } from '../verdict.ts';
import { isTrue, judgeFunctionSetting } from './body.ts';
import { judgeExtension } from './extensions.ts';
import { judgeFunction } from './functions.ts';
import type { SqlNode } from './parser.ts';
import type { SqlScope } from './scope.ts';
import { asTag, listOf, namesOf, textOf } from './walk.ts';

/** Schemas that belong to the platform or hold everything: no migration drops them. */
const keptSchemas = new Set([
  'public',
  'auth',
  'storage',
  'extensions',
  'realtime',
  'graphql',
  'vault',
  'pg_catalog',
  'information_schema',
]);
const outsideObjects = new Set([
  'OBJECT_EVENT_TRIGGER',
  'OBJECT_FDW',
  'OBJECT_FOREIGN_SERVER',
  'OBJECT_LANGUAGE',
  'OBJECT_ACCESS_METHOD',
  'OBJECT_TRANSFORM',
  'OBJECT_FOREIGN_TABLE',
]);
const dataObjects = new Set([
  'OBJECT_TABLE',
  'OBJECT_SCHEMA',
  'OBJECT_MATVIEW',
  'OBJECT_SEQUENCE',
  'OBJECT_TYPE',
  'OBJECT_DOMAIN',
  'OBJECT_EXTENSION',
]);

/** What is special about one change of the schema; undefined when nothing is. */
export function judgeSchemaChange(kind: string, node: SqlNode, scope: SqlScope): Verdict | undefined {
  switch (kind) {
    case 'DropStmt':
      return judgeDrop(node, scope);
    case 'AlterTableStmt':
      return judgeAlterTable(node, scope);
    case 'GrantStmt':
      return judgeGrant(node, scope);
    case 'CreateExtensionStmt':
      return judgeExtension(textOf(node.extname) ?? '');
    case 'CreateTrigStmt':
      return judgeFunction(namesOf(node.funcname), scope);
    case 'AlterFunctionStmt':
      return judgeAlterFunction(node);
    case 'CreateSchemaStmt':
      return node.authrole === undefined
        ? undefined
        : confirm('sql/owner', 'CREATE SCHEMA … AUTHORIZATION gives the schema to a role');
    default:
      return undefined;
  }
}

function judgeDrop(node: SqlNode, scope: SqlScope): Verdict | undefined {
  const type = String(node.removeType);
  const what = type.replace('OBJECT_', '').replaceAll('_', ' ');
  if (outsideObjects.has(type))
    return deny('sql/forbidden-statement', `DROP ${what} reaches past the schema`);
  const dropped = listOf(node.objects).map((object) => textOf(asTag(object, 'String')?.sval) ?? '');
  if (type === 'OBJECT_SCHEMA') {
    const kept = dropped.find((schema) => keptSchemas.has(schema));
    if (kept !== undefined)
      return deny('sql/drops-schema', `DROP SCHEMA ${quote(kept)} drops everything in it`);
  }
  if (scope.target === 'branch' && dataObjects.has(type)) {
    return deny('sql/drops-data', `DROP ${what} removes data or what it depends on`, 'Use apply_migration.');
  }
  if (type === 'OBJECT_EXTENSION')
    return confirm('sql/drops-extension', 'DROP EXTENSION drops what the extension made');
  if (type === 'OBJECT_SCHEMA' && node.behavior === 'DROP_CASCADE') {
    return confirm('sql/drops-schema', 'DROP SCHEMA … CASCADE drops everything in it');
  }
  return undefined;
}

const alterations: Readonly<Record<string, Verdict>> = {
  AT_ChangeOwner: confirm('sql/owner', 'ALTER TABLE … OWNER TO gives the table to another role'),
  AT_SetTableSpace: deny('sql/forbidden-statement', 'SET TABLESPACE moves files of the server'),
  AT_GenericOptions: deny('sql/forbidden-statement', 'OPTIONS of a foreign table reach another database'),
  AT_DisableRowSecurity: confirm(
    'sql/lowers-security',
    'DISABLE ROW LEVEL SECURITY lets every role see every row',
  ),
  AT_NoForceRowSecurity: confirm(
    'sql/lowers-security',
    'NO FORCE ROW LEVEL SECURITY frees the owner from the policies',
  ),
  AT_DisableTrig: confirm('sql/disables-trigger', 'DISABLE TRIGGER switches checks off'),
  AT_DisableTrigAll: confirm('sql/disables-trigger', 'DISABLE TRIGGER ALL switches foreign keys off too'),
  AT_DisableTrigUser: confirm('sql/disables-trigger', 'DISABLE TRIGGER USER switches checks off'),
  AT_EnableReplicaTrig: confirm(
    'sql/disables-trigger',
    'ENABLE REPLICA TRIGGER switches a trigger off in normal use',
  ),
  AT_DisableRule: confirm('sql/disables-trigger', 'DISABLE RULE switches a rule off'),
  AT_SetLogged: confirm('sql/storage', 'SET LOGGED writes the table anew'),
  AT_SetUnLogged: confirm('sql/storage', 'SET UNLOGGED loses the table in a crash'),
};

function judgeAlterTable(node: SqlNode, scope: SqlScope): Verdict | undefined {
  const commands = listOf(node.cmds).map((item) => String(asTag(item, 'AlterTableCmd')?.subtype));
  const special = commands.map((command) => alterations[command]).filter((verdict) => verdict !== undefined);
  const denied = special.find(({ verdict }) => verdict === 'deny');
  if (denied !== undefined) return denied;
  if (scope.target === 'branch' && commands.includes('AT_DropColumn')) {
    return deny('sql/drops-data', 'DROP COLUMN removes data', 'Use apply_migration.');
  }
  return special[0];
}

const grantable = new Set([
  'OBJECT_TABLE',
  'OBJECT_SEQUENCE',
  'OBJECT_FUNCTION',
  'OBJECT_PROCEDURE',
  'OBJECT_ROUTINE',
  'OBJECT_SCHEMA',
  'OBJECT_TYPE',
  'OBJECT_DOMAIN',
  'OBJECT_COLUMN',
]);

function judgeGrant(node: SqlNode, scope: SqlScope): Verdict | undefined {
  const what = node.is_grant === true ? 'GRANT' : 'REVOKE';
  if (!grantable.has(String(node.objtype))) {
    return deny('sql/forbidden-statement', `${what} on this kind of object changes rights past the schema`);
  }
  if (scope.target !== 'migration')
    return deny('sql/rights', `${what} changes rights`, 'Use apply_migration.');
  return node.grant_option === true
    ? confirm('sql/rights', 'WITH GRANT OPTION lets a role hand the right on')
    : undefined;
}

function judgeAlterFunction(node: SqlNode): Verdict | undefined {
  for (const item of listOf(node.actions)) {
    const action = asTag(item, 'DefElem');
    if (action?.defname === 'security' && isTrue(action.arg)) {
      return confirm('sql/security-definer', 'a SECURITY DEFINER function runs with the rights of its owner');
    }
    if (action?.defname === 'set') {
      const [objection] = judgeFunctionSetting(action.arg);
      if (objection !== undefined) return objection;
    }
  }
  return undefined;
}
