/* Which SQL changes something that outlives the session. */

const verbs =
  /^(?:insert|update|delete|create|alter|drop|truncate|grant|revoke|comment|copy|do|call|merge|refresh|vacuum|analyze|cluster|reindex|import|security)\b/i;
const inSelect =
  /\b(?:insert into|update \S+ set|delete from|merge into)\b|\b(?:pg_terminate_backend|pg_cancel_backend|setval|nextval|pg_notify|pg_create_\w+|pg_drop_\w+)\s*\(/i;

/** Texts and comments hold anything. */
const bare = (sql) => sql.replace(/--[^\n]*|\/\*[\s\S]*?\*\/|\$(\w*)\$[\s\S]*?\$\1\$|'(?:[^']|'')*'/g, "''");
const statements = (sql) =>
  bare(sql)
    .split(';')
    .map((statement) => statement.trim());

export const changesSomething = (sql) =>
  statements(sql).some(
    (statement) =>
      verbs.test(statement) || (/^(?:select|with)\b/i.test(statement) && inSelect.test(statement)),
  );

const is = (pattern) => (sql) => statements(sql).some((statement) => pattern.test(statement));

export const begins = is(/^(?:begin|start transaction)\b/i);
export const ends = is(/^(?:commit|end|rollback|abort)\b(?! to\b)/i);
export const takesBack = is(/^(?:rollback|abort)\b/i);
