/** The schema as planner and operations see it: names, types, sizes; never rows. System schemas are left out. */
export interface Catalog {
  readonly serverVersion: number;
  readonly tables: readonly CatalogTable[];
  readonly enums: readonly {
    readonly schema: string;
    readonly name: string;
    readonly labels: readonly string[];
  }[];
  readonly extensions: readonly string[];
  /** Those of extensions, which are not among the tables; missing where there may be others that nobody knows of. */
  readonly otherRelations?: readonly { readonly schema: string; readonly name: string }[];
  readonly roles?: readonly string[];
  /** `schema.name` of functions outside the system schemas, e.g. `auth.uid`. */
  readonly functions?: readonly string[];
  /** Names, without schema, of all functions that may answer differently within one statement, e.g. `random`. */
  readonly volatileFunctions?: readonly string[];
  /** Tables in schema `godwit_archive`: copies of what earlier migrations dropped or changed. */
  readonly archives?: readonly string[];
  /** What is known about them, and about those that are gone: their names are not used again. */
  readonly archived?: readonly CatalogArchive[];
  /** How long an archive is kept, where it is not 30 days: a wish of the workspace, not a fact of the database. */
  readonly keepArchivesDays?: number;
  /** The role that read the catalog, which is the one that migrates: what it creates is its own. */
  readonly user?: string;
  readonly routines?: readonly CatalogRoutine[];
  readonly types?: readonly CatalogType[];
  readonly schemas?: readonly Owned[];
  readonly sequences?: readonly (Owned & { readonly schema: string })[];
  readonly casts?: readonly CatalogCast[];
}

/** A row of `godwit_archive.archived`. */
export interface CatalogArchive {
  readonly name: string;
  /** In words. */
  readonly holds: string;
  /** What it takes to bring it back; null where no command does. */
  readonly object: ArchivedObject | null;
}

/** What a migration dropped, as it stood in the catalog. */
export type ArchivedObject =
  | {
      readonly kind: 'column';
      readonly schema: string;
      readonly table: string;
      /** Columns by which its rows are found, in the order of the archive. */
      readonly key: readonly { readonly name: string; readonly type: string }[];
      readonly column: CatalogColumn;
      readonly constraints: readonly CatalogConstraint[];
      readonly indexes: readonly CatalogIndex[];
    }
  | {
      readonly kind: 'table';
      readonly schema: string;
      readonly table: string;
      /** All else moved with the table. */
      readonly foreignKeys: readonly CatalogConstraint[];
    };

/** A cast between two types, without lengths; those by way of text that need no entry in pg_cast are not listed. */
export interface CatalogCast {
  /** As `format_type` writes it. */
  readonly from: string;
  readonly to: string;
  /** Whether storing a value of `from` in a column of `to` is enough. */
  readonly assignment: boolean;
  /** Whether a value looks the same in both types, so that no row has to be written again. */
  readonly binary: boolean;
  /** Whether settings of the session, e.g. its time zone, have no say. */
  readonly immutable: boolean;
}

/** What every object has beside what it is. */
export interface Owned {
  readonly name: string;
  readonly owner: string;
  readonly comment: string | null;
  /** Those of everybody but the owner. */
  readonly grants: readonly CatalogGrant[];
}

/** A function or procedure; those of extensions are not listed. */
export interface CatalogRoutine extends Owned {
  readonly schema: string;
  readonly kind: 'function' | 'procedure';
  /** Of its arguments for a call, e.g. `integer, public.mood`. */
  readonly inputTypes: string;
  /** As DROP FUNCTION wants them. */
  readonly arguments: string;
  readonly argumentNames: readonly string[];
  /** As in pg_proc; empty where all are IN. */
  readonly argumentModes: readonly string[];
  /** How many of the last arguments have a default. */
  readonly defaults: number;
  /** Null for a procedure. */
  readonly returns: string | null;
  /** As pg_get_functiondef writes it: CREATE OR REPLACE. */
  readonly definition: string;
  readonly securityDefiner: boolean;
  /** What could not go on without it, e.g. `trigger touch on table public.tasks`. */
  readonly usedBy: readonly string[];
}

export interface CatalogType extends Owned {
  readonly schema: string;
  readonly kind: 'enum' | 'domain' | 'composite' | 'range' | 'multirange' | 'base';
  /** e.g. `column state of table public.tasks` */
  readonly usedBy: readonly string[];
  /** What a domain is made of; null for every other kind. */
  readonly domain?: CatalogDomain | null;
}

export interface CatalogDomain {
  /** As `format_type` writes it. */
  readonly type: string;
  /** SQL. */
  readonly default: string | null;
  /** It has none, where CREATE DOMAIN would give it that of the domain under it. */
  readonly defaultDropped?: boolean;
  /** Where it is not the type's own: as SQL writes it. */
  readonly collation: string | null;
  readonly notNull: boolean;
  /** Checks; since PostgreSQL 17 NOT NULL, too. */
  readonly constraints: readonly {
    readonly name: string;
    readonly kind: 'check' | 'not null';
    /** As pg_get_constraintdef writes it, with NOT VALID where no value was looked at. */
    readonly definition: string;
    readonly comment: string | null;
  }[];
}

export interface CatalogTable {
  readonly schema: string;
  readonly name: string;
  readonly kind: 'table' | 'partitioned table' | 'view' | 'materialized view' | 'foreign table';
  /** Planner's estimate from pg_class.reltuples; -1 when never analysed. */
  readonly estimatedRows: number;
  readonly bytes: number;
  readonly rlsEnabled: boolean;
  readonly comment: string | null;
  readonly columns: readonly CatalogColumn[];
  readonly primaryKey: readonly string[];
  readonly constraints: readonly CatalogConstraint[];
  readonly indexes: readonly CatalogIndex[];
  readonly policies: readonly CatalogPolicy[];
  readonly triggers: readonly string[];
  /** Policies bind the owner, too. */
  readonly rlsForced?: boolean;
  /** Empty after a crash; no table that is kept may refer to it. */
  readonly unlogged?: boolean;
  readonly grants?: readonly CatalogGrant[];
  /** What would be in the way of dropping the table or one of its columns. */
  readonly dependents?: readonly CatalogDependent[];
  /** Triggers by which a rename or split keeps old and new equal while both exist. */
  readonly syncs?: readonly CatalogSync[];
  readonly owner?: string;
  /** Of a view: its query, as pg_get_viewdef writes it. */
  readonly definition?: string | null;
  /** e.g. `security_invoker=true`, `fillfactor=70` */
  readonly options?: readonly string[];
  /** Of a materialized view: whether it holds rows. */
  readonly populated?: boolean;
  /** Rewrite rules beside the one that makes a view. */
  readonly rules?: readonly string[];
  readonly triggerDefinitions?: readonly CatalogTrigger[];
  /** The PL/pgSQL functions, `"schema"."name"`, of its triggers that belong to its owner, too; cost as in CREATE FUNCTION. */
  readonly triggerFunctions?: readonly { readonly name: string; readonly cost: number }[];
  /** Names of the publications by which its rows are replicated. */
  readonly publications?: readonly string[];
  /** The same with what each has to do with the table. */
  readonly published?: readonly CatalogPublished[];
  /** Parent or child by INHERITS; partitions are not meant. */
  readonly inheritance?: boolean;
  /** Parents by INHERITS. */
  readonly inherits?: readonly { readonly schema: string; readonly table: string }[];
  /** Of a partitioned table; null among the columns for an expression. */
  readonly partitionKey?: {
    readonly strategy: 'range' | 'list' | 'hash';
    readonly definition: string;
    readonly columns: readonly (string | null)[];
  } | null;
  /** Of a partition: the partitioned table and `FOR VALUES …`. */
  readonly partitionOf?: {
    readonly schema: string;
    readonly table: string;
    readonly bound: string;
  } | null;
}

export interface CatalogPublished {
  readonly name: string;
  /** By its own name; else with all tables, or those of its schema. */
  readonly listed: boolean;
  /** Null for all. */
  readonly columns: readonly string[] | null;
  /** SQL of the condition its rows have to meet. */
  readonly where: string | null;
  /** Rows of partitions are published as those of the partitioned table. */
  readonly viaRoot: boolean;
}

export interface CatalogTrigger {
  readonly name: string;
  /** As pg_get_triggerdef writes it. */
  readonly definition: string;
  readonly state: 'enabled' | 'disabled' | 'replica' | 'always';
  /** It came with the partitioned table. */
  readonly inherited: boolean;
  readonly comment: string | null;
}

export interface CatalogGrant {
  /** `public` (in lower case) for everybody. */
  readonly role: string;
  /** e.g. `SELECT` */
  readonly privileges: readonly string[];
  readonly grantable: boolean;
  /** Who granted it, where that is not the owner. */
  readonly by?: string;
}

export interface CatalogDependent {
  /** Null where the whole table is meant. */
  readonly column: string | null;
  readonly kind: 'view' | 'policy' | 'generated column' | 'foreign key' | 'trigger' | 'other';
  /** As a person would name it, e.g. `view public.open_tasks`. */
  readonly name: string;
}

export interface CatalogSync {
  readonly trigger: string;
  /** As pg_get_triggerdef writes it. */
  readonly definition: string;
  /** `"schema"."name"` of its function. */
  readonly function: string;
  /** As pg_get_functiondef writes it. */
  readonly functionDefinition: string;
  /** Columns of the table that it reads. */
  readonly columns: readonly string[];
  /** The triggers of one rename or split, on all its tables, have the same. */
  readonly group: string;
  readonly restores: readonly CatalogRestore[];
}

/** How a column of the table gets its value back from the place to which it went. */
export interface CatalogRestore {
  readonly column: string;
  /** SQL over a row of the table: the value. */
  readonly expression: string;
  /** SQL over a row of the table: the other place holds something else. */
  readonly stale: string;
  /** Whether the value comes back to the letter; text that became jsonb does not. */
  readonly exact: boolean;
}

export interface CatalogColumn {
  readonly name: string;
  /** As `format_type` writes it, e.g. `character varying(20)`, `integer[]`, `public.task_status`. */
  readonly type: string;
  readonly notNull: boolean;
  /** SQL of the default, or null. */
  readonly default: string | null;
  readonly identity: 'always' | 'by default' | null;
  readonly generated: 'stored' | 'virtual' | null;
  readonly comment: string | null;
  /** Where it is not the type's own: as SQL writes it. */
  readonly collation?: string | null;
  /** What `ALTER TABLE … ALTER COLUMN …` has to say to restore settings, e.g. `SET STATISTICS 500`. */
  readonly settings?: readonly string[];
  /** The sequence that goes with it, `"schema"."name"`, as serial makes it; that of an identity is not meant. */
  readonly sequence?: { readonly name: string; readonly type: string } | null;
  /** The sequence of an identity; its numbers as PostgreSQL writes them. */
  readonly identitySequence?: {
    readonly schema: string;
    readonly name: string;
    readonly type: string;
    readonly start: string;
    readonly increment: string;
    readonly min: string;
    readonly max: string;
    readonly cache: string;
    readonly cycle: boolean;
  } | null;
  /** Privileges on this column alone. */
  readonly grants?: readonly CatalogGrant[];
}

export interface CatalogConstraint {
  readonly name: string;
  readonly kind: 'primary key' | 'unique' | 'check' | 'foreign key' | 'exclusion' | 'not null';
  readonly columns: readonly string[];
  /** As pg_get_constraintdef writes it. */
  readonly definition: string;
  readonly validated: boolean;
  readonly references: {
    readonly schema: string;
    readonly table: string;
    readonly columns: readonly string[];
  } | null;
  readonly comment?: string | null;
  /** It came from a parent table, or from the constraint of one. */
  readonly inherited?: boolean;
  /** PostgreSQL made it, of a foreign key to a partitioned table, for one of the partitions there. */
  readonly toPartition?: boolean;
  /** Views that group by it; foreign keys rest on its index. */
  readonly dependents?: readonly string[];
}

export interface CatalogIndex {
  readonly name: string;
  /** Null for an expression. */
  readonly columns: readonly (string | null)[];
  readonly unique: boolean;
  readonly valid: boolean;
  readonly definition: string;
  readonly comment?: string | null;
  /** CLUSTER without a name would order the table by it. */
  readonly clustered?: boolean;
  /** Replication finds rows by it. */
  readonly replicaIdentity?: boolean;
  /** Part of the index of a partitioned table. */
  readonly attached?: boolean;
  /** Foreign keys that rest on it, e.g. `foreign key tasks_owner_fkey of public.tasks`. */
  readonly dependents?: readonly string[];
  /** What ALTER INDEX has to say to restore settings, e.g. `ALTER COLUMN 1 SET STATISTICS 500`. */
  readonly settings?: readonly string[];
}

export interface CatalogPolicy {
  readonly name: string;
  readonly command: 'all' | 'select' | 'insert' | 'update' | 'delete';
  readonly permissive: boolean;
  readonly roles: readonly string[];
  readonly using: string | null;
  readonly check: string | null;
  readonly comment?: string | null;
}
