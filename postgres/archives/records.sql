-- What is known about each archive.
select
  name, holds,
  to_char(archived_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "archivedAt",
  to_char(expires_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "expiresAt",
  to_char(restored_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "restoredAt",
  now() >= expires_at as expired
from godwit_archive.archived;
