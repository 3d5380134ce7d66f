import type { Connection, Database } from '../../database/database.ts';
import { transact } from '../../database/database-error.ts';
import type { Shelf } from './shelf.ts';

/** Milliseconds after which nobody is still writing an object: a request lasts no longer. */
const longestWrite = 3_600_000;

/** Contents that are looked at in one go. */
const atOnce = 200;

/**
 * Takes away what nobody took in time and what nobody holds any more. Whatever it is cut off at, the next time goes on
 * from there: an object goes before its row, and its row before that of its content.
 */
export async function sweepContents(database: Database, shelf: Shelf, moment: number): Promise<void> {
  const { now } = database.dialect;
  await database.run(`DELETE FROM gj_file WHERE record IS NULL AND expires_at < ${now}`);
  for (const content of await abandoned(database)) await letGo(database, content);
  const leaving = await database.all<{ id: string }>(
    `SELECT id FROM gj_content WHERE state = 'leaving' LIMIT ${atOnce}`,
  );
  for (const { id } of leaving) {
    const placed = await objectsOf(database, 'content = ? AND place IS NOT NULL', [id]);
    await removeObjects(database, shelf, placed);
    await database.run(
      "DELETE FROM gj_content WHERE id = ? AND state = 'leaving' AND NOT EXISTS (SELECT 1 FROM gj_content_object o WHERE o.content = ?)",
      [id, id],
    );
  }
  const cutOff = `place IS NULL AND at < ${now} - ${longestWrite}`;
  await removeObjects(database, shelf, await objectsOf(database, cutOff, []));
  await shelf.tidy(moment - longestWrite);
}

async function abandoned(database: Database): Promise<readonly string[]> {
  const rows = await database.all<{ id: string }>(
    `SELECT c.id FROM gj_content c WHERE c.state IN ('arriving', 'whole') AND NOT EXISTS (SELECT 1 FROM gj_file f WHERE f.content = c.id) LIMIT ${atOnce}`,
  );
  return rows.map(({ id }) => id);
}

/** Whoever gives a content to one more file locks its row first, too. */
async function letGo(database: Database, content: string): Promise<void> {
  await transact(database, async (tx) => {
    await tx.first(`SELECT id FROM gj_content WHERE id = ?${database.dialect.forUpdate}`, [content]);
    const held = await tx.first('SELECT id FROM gj_file WHERE content = ? LIMIT 1', [content]);
    if (!held) await tx.run("UPDATE gj_content SET state = 'leaving' WHERE id = ?", [content]);
  });
}

async function objectsOf(reader: Connection, where: string, params: readonly string[]) {
  return reader.all<{ name: string }>(
    `SELECT name FROM gj_content_object WHERE ${where} LIMIT ${atOnce}`,
    params,
  );
}

async function removeObjects(
  database: Database,
  shelf: Shelf,
  objects: readonly { readonly name: string }[],
): Promise<void> {
  for (const { name } of objects) {
    await shelf.remove(name);
    await database.run('DELETE FROM gj_content_object WHERE name = ?', [name]);
  }
}
