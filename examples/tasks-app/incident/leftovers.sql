-- Puts a database into the state production was left in by 20261109084500_add_task_archive.sql: everything before
-- the statement that failed. Nothing was recorded in the history.
create table public.task_archive (
  task_id uuid primary key,
  owner_id uuid not null references public.profiles (id) on delete cascade,
  category_id integer references public.categories (id) on delete set null,
  title text not null,
  content jsonb not null,
  archived_at timestamptz not null default now()
);

alter table public.task_archive enable row level security;

create policy "Owners see their archive" on public.task_archive for select to authenticated
  using (owner_id = auth.uid());

alter table public.tasks add column archived_at timestamptz;

create index tasks_archived_at_idx on public.tasks (archived_at) where archived_at is not null;

insert into public.task_archive (task_id, owner_id, category_id, title, content)
select id, owner_id, category_id, title, content from public.tasks where status = 'archived';
