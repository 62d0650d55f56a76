import { GodwitError } from '../errors.ts';

const grantHint =
  'use a role that owns the tables or has SELECT on them; types are generated only from what the role may see';

/** The schema has relations but this role sees none of them. */
export class EmptyTypes extends GodwitError {
  readonly code = 'empty-types';
  readonly schemas: readonly string[];

  constructor(role: string, schemas: readonly string[]) {
    super(`role "${role}" sees none of the tables in ${schemas.join(', ')}: the types would be empty`, {
      hint: grantHint,
    });
    this.schemas = schemas;
  }
}

/** This role sees only some of the relations or columns. */
export class IncompleteTypes extends GodwitError {
  readonly code = 'incomplete-types';
  /** `schema.relation`, with all or some of its columns hidden. */
  readonly hidden: readonly string[];

  constructor(role: string, hidden: readonly string[]) {
    const shown = hidden.slice(0, 5).join(', ') + (hidden.length > 5 ? ` and ${hidden.length - 5} more` : '');
    super(`role "${role}" does not see all of ${shown}: the types would be incomplete`, { hint: grantHint });
    this.hidden = hidden;
  }
}

export class TypesSchemaMissing extends GodwitError {
  readonly code = 'types-schema-missing';
  readonly schemas: readonly string[];

  constructor(missing: readonly string[], existing: readonly string[]) {
    super(`no schema ${missing.map((name) => `"${name}"`).join(', ')} in the database`, {
      hint: `the schemas there are: ${existing.join(', ') || 'none'}`,
    });
    this.schemas = missing;
  }
}
