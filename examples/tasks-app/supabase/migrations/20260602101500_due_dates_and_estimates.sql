alter table public.tasks
  add column due_date date,
  add column estimated_minutes integer check (estimated_minutes > 0);

-- Notes moved to the wiki in May. Nothing reads this column any more.
alter table public.tasks rename column notes to legacy_notes;
comment on column public.tasks.legacy_notes is 'Unused since June 2026; see the wiki.';
