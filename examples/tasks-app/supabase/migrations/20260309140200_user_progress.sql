create table public.user_progress (
  id bigint generated always as identity primary key,
  user_id uuid not null references public.profiles (id) on delete cascade,
  task_id uuid not null references public.tasks (id) on delete cascade,
  score integer not null default 0 check (score >= 0),
  attempts integer not null default 1 check (attempts > 0),
  completed_at timestamptz,
  updated_at timestamptz not null default now(),
  unique (user_id, task_id)
);

create trigger set_updated_at before update on public.user_progress
  for each row execute function public.set_updated_at();

alter table public.user_progress enable row level security;

create policy "Users see their own progress" on public.user_progress for select to authenticated
  using (user_id = auth.uid());
create policy "Users record their own progress" on public.user_progress for insert to authenticated
  with check (user_id = auth.uid());
create policy "Users change their own progress" on public.user_progress for update to authenticated
  using (user_id = auth.uid()) with check (user_id = auth.uid());

revoke all on public.user_progress from anon;
grant select, insert, update on public.user_progress to authenticated;
