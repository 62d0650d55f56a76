create type public.task_status as enum ('draft', 'published', 'archived');

create function public.set_updated_at() returns trigger
language plpgsql
set search_path = ''
as $$
begin
  new.updated_at = now();
  return new;
end
$$;

create table public.profiles (
  id uuid primary key references auth.users (id) on delete cascade,
  username text not null unique check (char_length(username) between 3 and 40),
  first_name text,
  last_name text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

comment on table public.profiles is 'What other learners may see of a user.';

create table public.tasks (
  id uuid primary key default gen_random_uuid(),
  owner_id uuid not null references public.profiles (id) on delete cascade,
  title text not null check (title <> ''),
  status public.task_status not null default 'draft',
  type text not null default 'exercise' check (type in ('exercise', 'quiz', 'reading')),
  content jsonb not null default '{}',
  notes text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

comment on column public.tasks.content is 'text: the task; hints: separated by semicolons; points: 1 to 10';

create index tasks_owner_id_idx on public.tasks (owner_id);

create trigger set_updated_at before update on public.profiles
  for each row execute function public.set_updated_at();
create trigger set_updated_at before update on public.tasks
  for each row execute function public.set_updated_at();

-- A profile for everyone who signs up.
create function public.create_profile() returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  insert into public.profiles (id, username, first_name, last_name, created_at, updated_at)
  values (
    new.id,
    coalesce(new.raw_user_meta_data ->> 'username', 'user-' || left(new.id::text, 8)),
    new.raw_user_meta_data ->> 'first_name',
    new.raw_user_meta_data ->> 'last_name',
    coalesce(new.created_at, now()),
    coalesce(new.created_at, now())
  );
  return new;
end
$$;

create trigger create_profile after insert on auth.users
  for each row execute function public.create_profile();

alter table public.profiles enable row level security;
alter table public.tasks enable row level security;

create policy "Profiles are public" on public.profiles for select using (true);
create policy "Users change their own profile" on public.profiles for update to authenticated
  using (id = auth.uid()) with check (id = auth.uid());

create policy "Published tasks are public" on public.tasks for select using (status = 'published');
create policy "Owners see their tasks" on public.tasks for select to authenticated using (owner_id = auth.uid());
create policy "Owners add tasks" on public.tasks for insert to authenticated with check (owner_id = auth.uid());
create policy "Owners change their tasks" on public.tasks for update to authenticated
  using (owner_id = auth.uid()) with check (owner_id = auth.uid());
create policy "Owners delete their tasks" on public.tasks for delete to authenticated using (owner_id = auth.uid());

grant select on public.profiles, public.tasks to anon;
grant select, update on public.profiles to authenticated;
grant select, insert, update, delete on public.tasks to authenticated;
