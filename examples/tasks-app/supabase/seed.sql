-- 20,000 rows, the same on every machine: users and profiles 1,200 each, 8 categories, 3,000 tasks,
-- 4,592 tags, 10,000 rows of progress.

-- The trigger on auth.users makes the profiles.
insert into auth.users (id, aud, role, email, raw_user_meta_data, created_at, updated_at)
select
  md5('user ' || n)::uuid,
  'authenticated',
  'authenticated',
  'learner' || n || '@example.com',
  jsonb_strip_nulls(jsonb_build_object(
    'username', 'learner-' || n,
    'first_name', case when n % 17 <> 0 then
      (array['Ada', 'Noor', 'Linh', 'Sören', 'Zoë', 'Mateo', 'Yuki', 'Chidi', 'Åsa', 'Renée'])[n % 10 + 1] end,
    'last_name', case when n % 23 <> 0 then
      (array['O''Brien', 'Nguyễn', 'van der Berg', 'Müller', 'Łukasz', 'Okafor', '田中', 'Smith-Jones', 'Ng'])[n % 9 + 1] end
  )),
  timestamptz '2026-03-02 08:00:00+00' + n * interval '2 hours',
  timestamptz '2026-03-02 08:00:00+00' + n * interval '2 hours'
from generate_series(1, 1200) as n;

insert into public.categories (slug, name, position)
select slug, name, position
from unnest(
  array['arithmetic', 'geometry', 'grammar', 'history', 'biology', 'physics', 'programming', 'music'],
  array['Arithmetic', 'Geometry', 'Grammar', 'History', 'Biology', 'Physics', 'Programming', 'Music & rhythm']
) with ordinality as category (slug, name, position);

insert into public.tasks (
  id, owner_id, category_id, title, status, type, content, legacy_notes, due_date, estimated_minutes, created_at, updated_at
)
select
  md5('task ' || n)::uuid,
  md5('user ' || (n * 7) % 300 + 1)::uuid,
  case when n % 19 <> 0 then n % 8 + 1 end,
  case n % 150
    when 1 then 'What''s "zero" divided by itself? #' || n
    when 2 then 'Überraschung 🎲 number ' || n
    when 3 then 'تمرين ' || n
    when 4 then '  spaces, a tab' || chr(9) || 'and; a semicolon ' || n
    when 5 then 'x''); drop table tasks; -- ' || n
    when 6 then 'C:\temp\%s $1 {{n}} ' || n
    else (array['Count the', 'Compare two', 'Describe the', 'Draw some', 'Explain these', 'Find all', 'Order the'])[n % 7 + 1]
      || ' ' || (array['triangles', 'fractions', 'verbs', 'treaties', 'cells', 'forces', 'loops', 'chords'])[n % 8 + 1]
      || ' ' || n
  end,
  (case when n % 10 < 7 then 'published' when n % 10 < 9 then 'draft' else 'archived' end)::public.task_status,
  (array['exercise', 'quiz', 'exercise', 'reading'])[n % 4 + 1],
  jsonb_strip_nulls(jsonb_build_object(
    'text', 'Work through part ' || n % 40 + 1 || ' and write down what you notice.',
    'hints', case n % 6
      when 0 then null
      when 1 then ''
      when 2 then 'read it twice'
      when 3 then 'start small; look for a pattern'
      when 4 then 'draw it; name the parts; compare'
      else 'it''s a "trick"; don''t guess'
    end,
    'points', n % 10 + 1
  )),
  case when n % 4 = 0 then 'imported from sheet ' || n % 12 + 1 || case when n % 8 = 0 then ', row ' || n else '' end end,
  case when n % 9 <> 0 then date '2026-09-01' + n % 200 end,
  case when n % 20 = 0 then 5 * (n % 12 + 1) end,
  timestamptz '2026-03-03 09:00:00+00' + n * interval '1 hour',
  timestamptz '2026-03-03 09:00:00+00' + n * interval '1 hour'
from generate_series(1, 3000) as n;

-- One tag for every task and a second one for the first 1,592.
insert into public.task_tags (task_id, tag)
select md5('task ' || n)::uuid, (array['easy', 'exam', 'group work', 'homework', 'c++', 'für alle'])[n % 6 + 1]
from generate_series(1, 3000) as n
union all
select md5('task ' || n)::uuid, (array['2026', 'outdoor', 'review', 'video'])[n % 4 + 1]
from generate_series(1, 1592) as n;

-- Learner k has worked on ten tasks, 300 tasks apart.
insert into public.user_progress (user_id, task_id, score, attempts, completed_at, updated_at)
select
  md5('user ' || (n - 1) % 1000 + 1)::uuid,
  md5('task ' || ((n - 1) % 1000 * 11 + (n - 1) / 1000 * 300) % 3000 + 1)::uuid,
  n * 37 % 101,
  n % 5 + 1,
  case when n % 3 <> 0 then timestamptz '2026-08-01 10:00:00+00' + n * interval '10 minutes' end,
  timestamptz '2026-08-01 10:00:00+00' + n * interval '10 minutes'
from generate_series(1, 10000) as n;
