-- The start page lists the newest published tasks.
create index tasks_published_created_at_idx on public.tasks (created_at desc) where status = 'published';
