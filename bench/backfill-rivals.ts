/*
 * What people write instead of `backfill`, for a table `notes` whose new column `length` gets the length of the
 * title. Each as one statement, so that the time is the server's alone.
 */

/** Everything in one transaction: as fast as it can be, and every row is locked until the end. */
export const singleUpdate =
  'UPDATE notes SET length = length(title) WHERE length IS NULL AND length(title) IS NOT NULL';

/** The same for a column that has values, which are kept: the fair measure for an operation that can be undone. */
export const keepingUpdate = [
  'CREATE TABLE kept AS SELECT id, size AS was, length(title) AS became FROM notes WHERE size IS DISTINCT FROM length(title)',
  'ALTER TABLE kept ADD PRIMARY KEY (id)',
  'UPDATE notes SET size = length(title) WHERE size IS DISTINCT FROM length(title)',
].join('; ');

/** The loop of the handbooks: each batch begins at the first page, and finds the rows that are done already. */
export const skipLockedLoop = `DO $$
DECLARE
  rows bigint;
BEGIN
  LOOP
    UPDATE notes SET length = length(title) WHERE id IN (
      SELECT id FROM notes WHERE length IS NULL LIMIT 1000 FOR UPDATE SKIP LOCKED);
    GET DIAGNOSTICS rows = ROW_COUNT;
    EXIT WHEN rows = 0;
    COMMIT;
  END LOOP;
END $$`;

/** A trigger gives every row that is written its value, and batches of 1,000 rows by their key touch them all. */
export const triggerSetUp = `
CREATE FUNCTION fill_length() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.length := length(NEW.title); RETURN NEW; END $$;
CREATE TRIGGER fill_length BEFORE INSERT OR UPDATE ON notes FOR EACH ROW EXECUTE FUNCTION fill_length()`;
export const triggerLoop = `DO $$
DECLARE
  last bigint := 0;
BEGIN
  LOOP
    WITH batch AS (SELECT id FROM notes WHERE id > last ORDER BY id LIMIT 1000 FOR NO KEY UPDATE),
      done AS (UPDATE notes SET id = notes.id FROM batch WHERE notes.id = batch.id RETURNING notes.id)
    SELECT max(id) INTO last FROM done;
    EXIT WHEN last IS NULL;
    COMMIT;
  END LOOP;
END $$`;
