import { quote } from '../text.ts';
import { confirm, deny, type Verdict } from '../verdict.ts';
import { dangerOf, judgeFunction } from './functions.ts';
import { atNode, type SqlObjection } from './objection.ts';
import type { SqlNode } from './parser.ts';
import { internalSchemas, judgeRelation, judgeWrittenRelation } from './relations.ts';
import type { SqlScope } from './scope.ts';
import { asksInMigration, reasonAgainst, schemaChanges, writes } from './statement-kinds.ts';
import { isNode, listOf, namesOf, textOf, walk } from './walk.ts';
import { judgeSelection } from './writes.ts';

/** Objections to anything in a statement's tree, wherever it stands: in a CTE, a subquery, a default, a policy. */
export function judgeTree(kind: string, node: SqlNode, scope: SqlScope): SqlObjection[] {
  const objections: SqlObjection[] = [];
  const object = (verdict: Verdict | undefined, where: SqlNode = {}): void => {
    if (verdict !== undefined) objections.push(atNode(verdict, where));
  };
  walk(
    node,
    (name, fields) => {
      object(judgeNode(name, fields, scope, node), isNode(fields.relation) ? fields.relation : fields);
      if (typeof fields.relname === 'string') object(judgeRelation(fields, scope), fields);
      if (fields.intoClause !== undefined && kind !== 'CreateTableAsStmt') object(judgeInto(scope));
      if (scope.target === 'production' && fields.lockingClause !== undefined) {
        object(deny('sql/locks-rows', 'FOR UPDATE and FOR SHARE lock rows of production', 'Leave it out.'));
      }
    },
    kind,
  );
  if (asksInMigration.has(kind)) objections.push(...namesDanger(node));
  const defines = scope.target === 'migration' || schemaChanges.has(kind);
  if (defines && kind !== 'SelectStmt') objections.push(...namesInternalSchema(node));
  return objections;
}

function judgeNode(name: string, node: SqlNode, scope: SqlScope, statement: SqlNode): Verdict | undefined {
  if (writes.has(name)) return judgeWrite(name, node, scope, statement);
  switch (name) {
    case 'FuncCall':
      return judgeFunction(namesOf(node.funcname), scope, listOf(node.args));
    case 'ColumnRef':
      return judgeAttribute(namesOf(node.fields).slice(1));
    case 'A_Indirection':
      return judgeAttribute(namesOf(node.indirection));
    case 'ExecuteStmt':
      return deny('sql/forbidden-statement', reasonAgainst(name));
    case 'A_Expr':
      return judgeOperator(namesOf(node.name));
    case 'RangeTableSample':
      return judgeFunction(namesOf(node.method), scope)?.verdict === 'deny' ||
        !isSampling(namesOf(node.method))
        ? confirm('sql/unknown-function', 'the sampling method is not a built-in one')
        : undefined;
    default:
      return undefined;
  }
}

const isSampling = (name: readonly string[]): boolean => ['bernoulli', 'system'].includes(name.at(-1) ?? '');

/** `('/etc/passwd'::text).pg_read_file` calls the function: Postgres takes attribute notation for a call. */
function judgeAttribute(names: readonly string[]): Verdict | undefined {
  for (const name of names) {
    const danger = dangerOf([name]);
    if (danger !== undefined) {
      return deny('sql/dangerous-function', `${quote(`.${name}`)} may be a call that reaches ${danger}`);
    }
  }
  return undefined;
}

/** An operator of another schema is a function of somebody's. */
function judgeOperator(name: readonly string[]): Verdict | undefined {
  if (name.length < 2 || name[0] === 'pg_catalog') return undefined;
  return confirm('sql/unknown-operator', `it is not known what the operator ${quote(name.join('.'))} does`);
}

function judgeWrite(kind: string, node: SqlNode, scope: SqlScope, statement: SqlNode): Verdict | undefined {
  if (scope.planned) return undefined;
  const verb = kind.replace('Stmt', '').toUpperCase();
  if (scope.target === 'production') {
    return deny(
      'sql/write-on-production',
      `${verb} changes production, which free SQL only reads`,
      'Do it on a branch of this run: create_branch, then its project_ref as project_id.',
    );
  }
  const relation = node.relation as SqlNode | undefined;
  const written = relation === undefined ? undefined : judgeWrittenRelation(relation, scope);
  return written ?? judgeSelection(kind, node, scope, statement);
}

function judgeInto({ target }: SqlScope): Verdict | undefined {
  if (target === 'migration') return undefined;
  return target === 'production'
    ? deny('sql/write-on-production', 'SELECT INTO creates a table on production')
    : confirm('sql/schema-change', 'SELECT INTO creates a table', 'Use apply_migration.');
}

/** A cast, an operator or an aggregate made of a dangerous function calls it under another name. */
function namesDanger(node: SqlNode): SqlObjection[] {
  const found: SqlObjection[] = [];
  walk(node, (name, { sval }) => {
    const danger = name === 'String' && typeof sval === 'string' ? dangerOf([sval]) : undefined;
    if (danger !== undefined)
      found.push(deny('sql/dangerous-function', `${quote(String(sval))} reaches ${danger}`));
  });
  return found;
}

/** A migration that names Godwit's schema or the history could forge what the engine goes by. */
function namesInternalSchema(node: SqlNode): SqlObjection[] {
  const found: SqlObjection[] = [];
  walk(node, (_, fields) => {
    for (const key of ['schemaname', 'newschema', 'sval', 'subname', 'newname'] as const) {
      const value = textOf(fields[key]);
      if (value !== undefined && internalSchemas.has(value)) {
        const verdict = deny('sql/internal-relation', `a migration may not name the schema ${quote(value)}`);
        found.push(atNode(verdict, fields));
      }
    }
  });
  return found;
}
