-- What a branch was before each migration that was applied on it, so that any process can compare and go on.
create table if not exists godwit.branch_state (
  migration_hash text primary key,
  name text not null,
  first_version text not null,
  status text not null check (status in ('applying', 'applied', 'rolling back', 'rolled back')),
  before_schema json not null,
  before_data json not null,
  after_schema json,
  -- Of the application before the last rollback: the second application must lead to the same schema.
  earlier_schema json,
  rollback_report json
);

-- What the rollback under way was going to lose: once it has begun, that can no longer be seen.
alter table godwit.branch_state add column if not exists expected_losses json;
