import type { AlterTableCmd, ColumnDef, Constraint, Node, RangeVar, TypeName } from 'libpg-query';
import { namesOf } from '../../policies/sql/walk.ts';

type AlterTableType = NonNullable<AlterTableCmd['subtype']>;

/** What an ALTER TABLE says, part by part; nothing for other statements. */
export function alterations(
  node: Node,
  ...subtypes: AlterTableType[]
): { readonly relation: RangeVar | undefined; readonly command: AlterTableCmd }[] {
  if (!('AlterTableStmt' in node)) return [];
  const { relation, cmds = [] } = node.AlterTableStmt;
  return cmds.flatMap((item) => {
    if (!('AlterTableCmd' in item)) return [];
    const command = item.AlterTableCmd;
    const wanted = command.subtype !== undefined && subtypes.includes(command.subtype);
    return wanted ? [{ relation, command }] : [];
  });
}

export interface AddedConstraint {
  readonly relation: RangeVar | undefined;
  readonly constraint: Constraint;
}

/** By ALTER TABLE … ADD CONSTRAINT. */
export const addedConstraints = (node: Node, ...types: Constraint['contype'][]): AddedConstraint[] =>
  alterations(node, 'AT_AddConstraint').flatMap(({ relation, command: { def } }) =>
    def !== undefined && 'Constraint' in def && types.includes(def.Constraint.contype)
      ? [{ relation, constraint: def.Constraint }]
      : [],
  );

export interface AddedColumn {
  readonly relation: RangeVar | undefined;
  readonly column: ColumnDef;
}

/** By ALTER TABLE … ADD COLUMN. */
export const addedColumns = (node: Node): AddedColumn[] =>
  alterations(node, 'AT_AddColumn').flatMap(({ relation, command: { def } }) =>
    def !== undefined && 'ColumnDef' in def ? [{ relation, column: def.ColumnDef }] : [],
  );

/** Of a CREATE TABLE, and added to a table. */
export function newColumns(node: Node): AddedColumn[] {
  if (!('CreateStmt' in node)) return addedColumns(node);
  const { relation, tableElts = [] } = node.CreateStmt;
  return tableElts.flatMap((element) =>
    'ColumnDef' in element ? [{ relation, column: element.ColumnDef }] : [],
  );
}

export const constraintsOf = ({ constraints = [] }: ColumnDef): Constraint[] =>
  constraints.flatMap((item) => ('Constraint' in item ? [item.Constraint] : []));

/** Without `pg_catalog`: `int4`, `serial`, `timestamp`. */
export const typeOf = (type: TypeName | undefined): string => namesOf(type?.names).at(-1) ?? '';

/** Whether an option is on: `CONCURRENTLY`, `(FULL)`, `(FULL true)`. */
export const hasOption = (options: readonly Node[] | undefined, name: string): boolean =>
  (options ?? []).some(
    (option) =>
      'DefElem' in option &&
      option.DefElem.defname === name &&
      !/^(?:false|off|0)$/.test(optionText(option.DefElem.arg)),
  );

function optionText(value: Node | undefined): string {
  if (value === undefined) return '';
  if ('String' in value) return (value.String.sval ?? '').toLowerCase();
  if ('Integer' in value) return String(value.Integer.ival ?? 0);
  return 'Boolean' in value ? String(value.Boolean.boolval === true) : '';
}

/** Names of what a DROP of these kinds drops, part by part; of a policy or trigger its table's before. */
export const dropped = (node: Node, ...types: string[]): (readonly string[])[] =>
  'DropStmt' in node && types.includes(node.DropStmt.removeType ?? '')
    ? (node.DropStmt.objects ?? []).map(nameParts)
    : [];

/** Of an object in a DROP or ALTER, however the grammar wraps it. */
export function nameParts(object: Node | undefined): string[] {
  if (object === undefined) return [];
  if ('String' in object) return [object.String.sval ?? ''];
  if ('TypeName' in object) return namesOf(object.TypeName.names);
  return 'ObjectWithArgs' in object ? namesOf(object.ObjectWithArgs.objname) : namesOf(object);
}

/** As a RangeVar says it. */
export const asRelation = (
  names: readonly string[],
): { readonly schemaname?: string; readonly relname: string } => {
  const [schemaname, relname = ''] = [names.at(-2), names.at(-1)];
  return schemaname === undefined ? { relname } : { schemaname, relname };
};
