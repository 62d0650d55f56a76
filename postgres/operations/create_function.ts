import { z } from 'zod';
import type { Catalog, CatalogGrant, CatalogRoutine } from '../catalog/catalog.ts';
import { dollarQuoted, ident, qualified } from '../sql.ts';
import { commentOn } from './comment-sql.ts';
import { NameTaken, OperationRefused, UnknownRole } from './errors.ts';
import { commentText, expression, name, schemaName, sqlType } from './fields.ts';
import { bodyFault, returnsFault } from './function-syntax.ts';
import { defineOperation } from './operation.ts';
import { operationPlan, transactional } from './plan.ts';
import { onlyTheseGrants } from './privileges.ts';
import { assertNamesKnown } from './query-names.ts';
import { findRoutine, routineSql, routineTaking, signature } from './routine.ts';
import { sameType } from './type-names.ts';

const Argument = z.object({
  name: name.optional(),
  type: sqlType,
  mode: z.enum(['in', 'out', 'inout', 'variadic']).optional(),
  default: expression.optional(),
});

export const CreateFunction = z.object({
  op: z.literal('create_function'),
  name: name.describe('name of the function or procedure'),
  schema: schemaName,
  kind: z.enum(['function', 'procedure']).default('function'),
  arguments: z.array(Argument).optional(),
  returns: z
    .string()
    .superRefine((returns, context) => {
      const fault = returnsFault(returns);
      if (fault !== null) context.addIssue({ code: 'custom', message: `cannot be returned: ${fault}` });
    })
    .optional()
    .describe('type as RETURNS takes it: trigger, void, integer, SETOF public.tasks, TABLE (id bigint)'),
  language: z.enum(['sql', 'plpgsql']),
  body: z.string().describe('for plpgsql: BEGIN … END; for sql: the statements'),
  volatility: z.enum(['immutable', 'stable', 'volatile']).optional(),
  strict: z.boolean().optional().describe('null when an argument is null'),
  securityDefiner: z.boolean().optional().describe("runs with its owner's rights; needs searchPath"),
  searchPath: z
    .array(name)
    .optional()
    .describe('schemas in which it looks for names, whoever calls it; empty: every name in it is qualified'),
  callers: z.array(name).optional().describe('the only roles that may call it; default: everybody'),
  comment: commentText.optional(),
  replace: z.boolean().optional().describe('takes the place of the function with these argument types'),
});
export type CreateFunction = z.infer<typeof CreateFunction>;
type Argument = z.infer<typeof Argument>;

export const createFunction = defineOperation<'create_function', CreateFunction>({
  kind: 'create_function',
  params: CreateFunction,
  describe: (params) =>
    `${params.replace ? 'replace' : 'create'} ${params.kind} ${params.schema}.${params.name}`,
  plan(params, catalog) {
    const types = inputTypes(params);
    const old = params.replace ? routineTaking(catalog, params.schema, params.name, types) : null;
    const routine = routineOf(params, old, catalog);
    if (old === null && findRoutine(catalog, params.schema, params.name, types) !== undefined) {
      throw new NameTaken(params.kind, signature(routine));
    }
    assertSafe(params, catalog, old);
    if (old !== null) assertReversible(params, old);
    const subject = `${params.kind.toUpperCase()} ${routineSql(routine)}`;
    const place = {
      kind: params.kind === 'procedure' ? 'PROCEDURE' : 'FUNCTION',
      at: routineSql(routine),
    } as const;
    return operationPlan(
      [
        transactional(
          [
            createSql(params, old !== null),
            ...(params.callers === undefined ? [] : onlyTheseGrants(place, routine.grants)),
            ...(params.comment === undefined ? [] : [commentOn(subject, params.comment)]),
          ],
          old === null
            ? [`DROP ${subject}`]
            : [
                old.definition.trimEnd(),
                ...(params.comment === undefined ? [] : [commentOn(subject, old.comment)]),
              ],
          [],
        ),
      ],
      { breaking: old === null ? [] : [newBehaviour(old)] },
    );
  },
  apply(params, catalog) {
    const old = findRoutine(catalog, params.schema, params.name, inputTypes(params)) ?? null;
    const full = `${params.schema}.${params.name}`;
    return {
      ...catalog,
      routines: [
        ...(catalog.routines ?? []).filter((known) => known !== old),
        routineOf(params, old, catalog),
      ],
      functions: [...new Set([...(catalog.functions ?? []), full])],
      volatileFunctions:
        (params.volatility ?? 'volatile') === 'volatile'
          ? [...new Set([...(catalog.volatileFunctions ?? []), params.name])]
          : (catalog.volatileFunctions ?? []),
    };
  },
});

const inputTypes = ({ arguments: list = [] }: CreateFunction): string[] =>
  list.filter(({ mode }) => mode !== 'out').map(({ type }) => type);

const everybody: CatalogGrant = { role: 'public', privileges: ['EXECUTE'], grantable: false };

function routineOf(params: CreateFunction, old: CatalogRoutine | null, catalog: Catalog): CatalogRoutine {
  const list = params.arguments ?? [];
  return {
    schema: params.schema,
    name: params.name,
    kind: params.kind,
    inputTypes: inputTypes(params).join(', '),
    arguments: list.map((argument) => argumentSql({ ...argument, default: undefined })).join(', '),
    argumentNames: list.some((argument) => argument.name !== undefined)
      ? list.map((argument) => argument.name ?? '')
      : [],
    argumentModes: [],
    defaults: list.filter((argument) => argument.default !== undefined).length,
    returns: params.returns ?? null,
    definition: createSql(params, true),
    securityDefiner: params.securityDefiner === true,
    owner: old?.owner ?? catalog.user ?? '',
    comment: params.comment ?? old?.comment ?? null,
    grants: params.callers?.map((role) => ({ role, privileges: ['EXECUTE'], grantable: false })) ??
      old?.grants ?? [everybody],
    usedBy: old?.usedBy ?? [],
  };
}

const argumentSql = ({ name: called, type, mode, default: value }: Argument): string =>
  [
    mode === undefined ? '' : mode.toUpperCase(),
    called === undefined ? '' : ident(called),
    type,
    value === undefined ? '' : `DEFAULT ${value}`,
  ]
    .filter(Boolean)
    .join(' ');

function createSql(params: CreateFunction, replace: boolean): string {
  const { schema, kind, returns, language, volatility, body } = params;
  const list = (params.arguments ?? []).map(argumentSql).join(', ');
  return [
    `CREATE ${replace ? 'OR REPLACE ' : ''}${kind.toUpperCase()} ${qualified(schema, params.name)}(${list})`,
    ...(returns === undefined ? [] : [`RETURNS ${returns}`]),
    `LANGUAGE ${language}`,
    ...(volatility === undefined ? [] : [volatility.toUpperCase()]),
    ...(params.strict ? ['STRICT'] : []),
    ...(params.securityDefiner ? ['SECURITY DEFINER'] : []),
    ...(params.searchPath === undefined ? [] : [searchPathSql(params.searchPath)]),
    `AS ${dollarQuoted(body)}`,
  ].join(' ');
}

/** Else pg_temp comes first, where every caller can put a table of his own. */
const searchPathSql = (schemas: readonly string[]): string =>
  schemas.length === 0
    ? `SET search_path = ''`
    : `SET search_path = ${[...schemas.filter((schema) => schema !== 'pg_temp'), 'pg_temp'].map(ident).join(', ')}`;

function assertSafe(params: CreateFunction, catalog: Catalog, old: CatalogRoutine | null): void {
  const refuse = (reason: string, hint: string): never => {
    throw new OperationRefused(`${params.kind} ${params.schema}.${params.name}`, reason, hint);
  };
  const { kind, returns, securityDefiner, callers } = params;
  const outs = (params.arguments ?? []).some(({ mode }) => mode === 'out' || mode === 'inout');
  if (kind === 'function' && returns === undefined && !outs) {
    refuse('it does not say what it returns', 'give returns, e.g. void');
  }
  if (kind === 'procedure' && (returns !== undefined || params.volatility !== undefined || params.strict)) {
    refuse('a procedure returns nothing and has no volatility', 'leave returns, volatility and strict out');
  }
  if (securityDefiner && params.searchPath === undefined) {
    refuse(
      "it runs with its owner's rights, and each caller could choose what its names mean",
      'give searchPath: [] with every name qualified, or the schemas it needs',
    );
  }
  if (securityDefiner && old === null && callers === undefined && returns !== 'trigger') {
    refuse("it runs with its owner's rights, and everybody could call it", 'name its callers');
  }
  if (callers !== undefined && old !== null) {
    refuse('who may call it stays as it is', 'leave callers out, and use grant');
  }
  for (const role of callers ?? []) {
    const known = catalog.roles ?? [];
    if (role !== 'public' && catalog.roles !== undefined && !known.includes(role))
      throw new UnknownRole(role, known);
  }
  const fault = bodyFault(createSql(params, false), params.language, params.body);
  if (fault !== null) refuse(`its body cannot be read: ${fault}`, `write it as ${params.language} has it`);
  // PostgreSQL looks at the names in PL/pgSQL when it runs; nobody knows before.
  if (params.language !== 'sql' || /\bcreate\b/i.test(params.body)) return;
  const own = (params.arguments ?? []).flatMap((argument) => argument.name ?? []);
  assertNamesKnown(params.body, catalog, [...own, params.name]);
}

/** CREATE OR REPLACE cannot take back what it lets one change about the arguments. */
function assertReversible(params: CreateFunction, old: CatalogRoutine): void {
  const list = params.arguments ?? [];
  const names = list.map((argument) => argument.name ?? '');
  const known = old.argumentNames.length > 0 ? old.argumentNames.slice(0, list.length) : list.map(() => '');
  const defaults = list.filter((argument) => argument.default !== undefined).length;
  const other =
    params.kind !== old.kind
      ? `it is a ${old.kind}`
      : names.join('\0') !== known.join('\0')
        ? `its arguments are named ${known.map((one) => `"${one}"`).join(', ')}`
        : defaults !== old.defaults
          ? `${old.defaults} of its arguments have a default`
          : params.returns !== undefined &&
              old.returns !== null &&
              isPlain(old.returns) &&
              !sameType(params.returns, old.returns)
            ? `it returns ${old.returns}`
            : null;
  if (other === null) return;
  throw new OperationRefused(
    `${old.kind} ${signature(old)}`,
    `${other}, and a replacement must not change that`,
    'keep it, or use drop_function and create_function, or another name',
  );
}

const isPlain = (returns: string): boolean => !/^(?:SETOF|TABLE)\b/.test(returns);

const newBehaviour = (old: CatalogRoutine): string =>
  `what calls ${signature(old)} gets what the new body does${old.usedBy.length === 0 ? '' : `: ${old.usedBy.join(', ')}`}`;
