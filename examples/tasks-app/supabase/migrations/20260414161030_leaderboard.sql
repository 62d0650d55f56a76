-- Runs with its owner's rights on purpose: everyone may see the totals, nobody the rows they are made of.
create view public.leaderboard as
select
  profiles.id as user_id,
  profiles.username,
  sum(user_progress.score) as total_score,
  count(*) filter (where user_progress.completed_at is not null) as completed_tasks
from public.profiles
join public.user_progress on user_progress.user_id = profiles.id
group by profiles.id, profiles.username;

comment on view public.leaderboard is 'Totals for each learner with at least one attempt.';

-- Adds an attempt of the signed-in user; the best score counts.
create function public.record_attempt(task uuid, new_score integer, done boolean default false)
returns public.user_progress
language sql
set search_path = ''
as $$
  insert into public.user_progress as progress (user_id, task_id, score, completed_at)
  values (auth.uid(), task, new_score, case when done then now() end)
  on conflict (user_id, task_id) do update set
    score = greatest(progress.score, excluded.score),
    attempts = progress.attempts + 1,
    completed_at = coalesce(progress.completed_at, excluded.completed_at)
  returning progress.*
$$;

grant select on public.leaderboard to anon, authenticated;
revoke execute on function public.record_attempt (uuid, integer, boolean) from public, anon;
grant execute on function public.record_attempt (uuid, integer, boolean) to authenticated;
