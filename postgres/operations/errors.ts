import { GodwitError } from '../../errors.ts';
import { nearest } from './nearest.ts';

/** The schema has nothing of that name; another operation of the same request may bring it. */
export abstract class UnknownName extends GodwitError {
  constructor(what: string, name: string, known: readonly string[]) {
    const near = nearest(name, known);
    super(`there is no ${what} "${name}"`, {
      hint: near === null ? `known: ${known.slice(0, 20).join(', ') || 'none'}` : `did you mean "${near}"?`,
    });
  }
}

export class UnknownTable extends UnknownName {
  readonly code = 'unknown-table';
  readonly schema: string;
  readonly table: string;

  constructor(schema: string, table: string, known: readonly string[]) {
    super('table', `${schema}.${table}`, known);
    this.schema = schema;
    this.table = table;
  }
}

export class UnknownColumn extends UnknownName {
  readonly code = 'unknown-column';
  readonly table: string;
  readonly column: string;

  constructor(table: string, column: string, known: readonly string[]) {
    super(
      'column',
      `${table}.${column}`,
      known.map((name) => `${table}.${name}`),
    );
    this.table = table;
    this.column = column;
  }
}

export class UnknownEnum extends UnknownName {
  readonly code = 'unknown-enum';
  readonly enumName: string;

  constructor(enumName: string, known: readonly string[]) {
    super('enum', enumName, known);
    this.enumName = enumName;
  }
}

/** For parts of a table that have no class of their own. */
export class UnknownPart extends UnknownName {
  readonly code = 'unknown-part';
  readonly part: string;

  constructor(what: string, part: string, known: readonly string[]) {
    super(what, part, known);
    this.part = part;
  }
}

export class UnknownPolicy extends UnknownName {
  readonly code = 'unknown-policy';
  readonly policy: string;

  constructor(table: string, policy: string, known: readonly string[]) {
    super(`policy on ${table}`, policy, known);
    this.policy = policy;
  }
}

export class UnknownTrigger extends UnknownName {
  readonly code = 'unknown-trigger';
  readonly trigger: string;

  constructor(table: string, trigger: string, known: readonly string[]) {
    super(`trigger on ${table}`, trigger, known);
    this.trigger = trigger;
  }
}

export class UnknownRoutine extends UnknownName {
  readonly code = 'unknown-routine';
  readonly routine: string;

  constructor(routine: string, known: readonly string[]) {
    super('function', routine, known);
    this.routine = routine;
  }
}

export class UnknownType extends UnknownName {
  readonly code = 'unknown-type';
  readonly type: string;

  constructor(type: string, known: readonly string[]) {
    super('type', type, known);
    this.type = type;
  }
}

export class UnknownSchema extends UnknownName {
  readonly code = 'unknown-schema';
  readonly schema: string;

  constructor(schema: string, known: readonly string[]) {
    super('schema', schema, known);
    this.schema = schema;
  }
}

export class UnknownSequence extends UnknownName {
  readonly code = 'unknown-sequence';
  readonly sequence: string;

  constructor(sequence: string, known: readonly string[]) {
    super('sequence', sequence, known);
    this.sequence = sequence;
  }
}

/** Operations create no role: nothing else in the request will bring it. */
export class UnknownRole extends GodwitError {
  readonly code = 'unknown-role';
  readonly role: string;

  constructor(role: string, known: readonly string[]) {
    const near = nearest(role, known);
    super(`there is no role "${role}"`, {
      hint: near === null ? `known: ${known.slice(0, 20).join(', ')}` : `did you mean "${near}"?`,
    });
    this.role = role;
  }
}

export class UnknownConstraint extends UnknownName {
  readonly code = 'unknown-constraint';
  readonly table: string;
  readonly constraint: string;

  constructor(table: string, constraint: string, known: readonly string[]) {
    super(`constraint of ${table}`, constraint, known);
    this.table = table;
    this.constraint = constraint;
  }
}

export class UnknownIndex extends UnknownName {
  readonly code = 'unknown-index';
  readonly index: string;

  constructor(index: string, known: readonly string[]) {
    super('index', index, known);
    this.index = index;
  }
}

/** The name that the operation wants to create is taken. */
export class NameTaken extends GodwitError {
  readonly code = 'name-taken';
  readonly taken: string;

  constructor(what: string, taken: string) {
    super(`${what} "${taken}" exists already`, {
      hint: 'choose another name, or change the one that is there',
    });
    this.taken = taken;
  }
}

/** The operation cannot do this to what is there; `subject` names it, `blockers` what stands in the way. */
export class OperationRefused extends GodwitError {
  readonly code = 'operation-refused';
  readonly subject: string;
  readonly blockers: readonly string[];

  constructor(subject: string, reason: string, hint: string, blockers: readonly string[] = []) {
    super(`${subject}: ${reason}`, { hint });
    this.subject = subject;
    this.blockers = blockers;
  }
}

/** Something is made of the type; an operation further down may give it another one, or drop it. */
export class TypeInUse extends OperationRefused {}

/** Only the database can say what undoes this migration: a provider resolves it into operations first. */
export class NeedsDerivation extends GodwitError {
  readonly code = 'needs-derivation';
  readonly version: string;

  constructor(version: string) {
    super(`the rollback of migration ${version} has to be derived from the database first`, {
      hint: 'resolve the operation with leftoverOperations of a provider before compiling',
    });
    this.version = version;
  }
}
