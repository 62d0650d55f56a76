/** Statements that only look. EXPLAIN is judged by what it explains. */
export const reads = new Set(['SelectStmt', 'ExplainStmt', 'VariableShowStmt']);

/** Statements that change rows. */
export const writes = new Set(['InsertStmt', 'UpdateStmt', 'DeleteStmt', 'MergeStmt']);

/** Changes of the schema that a migration is made of; they stay inside the database. */
export const schemaChanges = new Set([
  'AlterCompositeTypeStmt',
  'AlterDomainStmt',
  'AlterEnumStmt',
  'AlterFunctionStmt',
  'AlterObjectDependsStmt',
  'AlterObjectSchemaStmt',
  'AlterPolicyStmt',
  'AlterSeqStmt',
  'AlterStatsStmt',
  'AlterTableStmt',
  'AlterTypeStmt',
  'CommentStmt',
  'CompositeTypeStmt',
  'CreateDomainStmt',
  'CreateEnumStmt',
  'CreateExtensionStmt',
  'CreateFunctionStmt',
  'CreatePolicyStmt',
  'CreateRangeStmt',
  'CreateSchemaStmt',
  'CreateSeqStmt',
  'CreateStatsStmt',
  'CreateStmt',
  'CreateTableAsStmt',
  'CreateTrigStmt',
  'DropStmt',
  'GrantStmt',
  'IndexStmt',
  'RefreshMatViewStmt',
  'ReindexStmt',
  'RenameStmt',
  'ViewStmt',
]);

/** Allowed in a migration, each under the conditions of migration-statements.ts. */
export const migrationOnly = new Set([
  'ConstraintsSetStmt',
  'DoStmt',
  'LockStmt',
  'NotifyStmt',
  'TruncateStmt',
  'VacuumStmt',
  'VariableSetStmt',
]);

/** Rare changes of the schema with reach of their own: a person looks at them. */
export const asksInMigration = new Set([
  'AlterDefaultPrivilegesStmt',
  'AlterExtensionContentsStmt',
  'AlterExtensionStmt',
  'AlterOperatorStmt',
  'AlterOwnerStmt',
  'AlterPublicationStmt',
  'AlterTSConfigurationStmt',
  'AlterTSDictionaryStmt',
  'CallStmt',
  'CreateCastStmt',
  'CreateOpClassStmt',
  'CreateOpFamilyStmt',
  'CreatePublicationStmt',
  'DefineStmt',
  'RuleStmt',
]);

/** Why the rest is denied, for those with a reason of their own; everything unknown is denied too. */
const reasons: Readonly<Record<string, string>> = {
  AlterDatabaseSetStmt: 'changes settings of the database',
  AlterDatabaseStmt: 'changes the database itself',
  AlterRoleSetStmt: 'changes a role',
  AlterRoleStmt: 'changes a role',
  AlterSystemStmt: 'changes settings of the server',
  CheckPointStmt: 'belongs to the administration of the server',
  ClosePortalStmt: 'cursors outlive the statement',
  CopyStmt: 'COPY reads and writes files and programs of the server',
  CreateEventTrigStmt: 'event triggers run on every later command',
  CreateFdwStmt: 'reaches other databases',
  CreateForeignServerStmt: 'reaches other databases',
  CreateForeignTableStmt: 'reaches other databases',
  CreatePLangStmt: 'brings in another language',
  CreateRoleStmt: 'creates a role',
  CreateSubscriptionStmt: 'reaches other databases',
  CreateTableSpaceStmt: 'reaches folders of the server',
  CreateUserMappingStmt: 'holds a password for another database',
  CreatedbStmt: 'creates a database',
  DeallocateStmt: 'prepared statements outlive the statement',
  DeclareCursorStmt: 'cursors outlive the statement',
  DiscardStmt: 'changes the session',
  DoStmt: 'runs code',
  DropOwnedStmt: 'drops everything a role owns',
  DropRoleStmt: 'drops a role',
  DropTableSpaceStmt: 'reaches folders of the server',
  DropdbStmt: 'drops a database',
  ExecuteStmt: 'runs a prepared statement that is not in sight',
  FetchStmt: 'cursors outlive the statement',
  GrantRoleStmt: 'changes who is member of a role',
  ImportForeignSchemaStmt: 'reaches other databases',
  ListenStmt: 'changes the session',
  LoadStmt: 'loads a library into the server',
  PrepareStmt: 'prepared statements outlive the statement',
  ReassignOwnedStmt: 'changes who owns what',
  SecLabelStmt: 'changes security labels',
  TransactionStmt: 'the engine begins and ends transactions itself',
  TruncateStmt: 'TRUNCATE removes every row',
  UnlistenStmt: 'changes the session',
  VariableSetStmt: 'SET changes the session for the statements after it',
};

export const reasonAgainst = (kind: string): string =>
  reasons[kind] ?? `${kind.replace(/Stmt$/, '')} is not a statement that an agent needs`;
