import type { Node } from 'libpg-query';
import { asTag, listOf, namesOf, textOf } from '../../policies/sql/walk.ts';

/** Parts of CREATE OPERATOR, AGGREGATE and TYPE that name a type or an operator. */
const noFunction =
  /^(?:leftarg|rightarg|commutator|negator|m?stype|m?sortop|basetype|like|element|subtype)$/i;

/** Functions that a definition has called where nobody names them: by an operator, an aggregate, a cast, any DDL. */
export function calledUnseen(node: Node): string[][] {
  if ('DefineStmt' in node) {
    return listOf(node.DefineStmt.definition).flatMap((item) => {
      const { defname, arg } = asTag(item, 'DefElem') ?? {};
      return noFunction.test(textOf(defname) ?? '') ? [] : [namesOf(asTag(arg, 'TypeName')?.names)];
    });
  }
  if ('CreateCastStmt' in node) return [namesOf(node.CreateCastStmt.func?.objname)];
  if ('CreateEventTrigStmt' in node) return [namesOf(node.CreateEventTrigStmt.funcname)];
  if ('CreateOpClassStmt' in node) {
    return listOf(node.CreateOpClassStmt.items).map((item) =>
      namesOf(asTag(asTag(item, 'CreateOpClassItem'), 'name')?.objname),
    );
  }
  return [];
}

/** The library of a function in C, which the server loads when the function is created. */
export function libraryOf(node: Node): string | undefined {
  if (!('CreateFunctionStmt' in node)) return undefined;
  const option = (name: string): unknown =>
    listOf(node.CreateFunctionStmt.options)
      .map((item) => asTag(item, 'DefElem'))
      .find((element) => element?.defname === name)?.arg;
  const language = textOf(asTag(option('language'), 'String')?.sval)?.toLowerCase();
  return language === 'c' ? namesOf(option('as'))[0] : undefined;
}

/** Options of a foreign table by which file_fdw and the like read a file or run a program of the server. */
export function readsServer(node: Node): boolean {
  const options =
    'CreateForeignTableStmt' in node
      ? listOf(node.CreateForeignTableStmt.options)
      : 'AlterTableStmt' in node
        ? listOf(node.AlterTableStmt.cmds).flatMap((command) => {
            const def = asTag(asTag(asTag(command, 'AlterTableCmd'), 'def'), 'List');
            return listOf(def?.items);
          })
        : [];
  return options.some((item) =>
    /^(?:filename|program)$/i.test(textOf(asTag(item, 'DefElem')?.defname) ?? ''),
  );
}
