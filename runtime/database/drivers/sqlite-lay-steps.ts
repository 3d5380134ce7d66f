import type { Database } from 'better-sqlite3';
import type { BesideWork } from './sqlite-beside.ts';
import { quote } from './sqlite-dialect.ts';

type Work<Task extends BesideWork['task']> = Extract<BesideWork, { task: Task }>;

/**
 * An empty table beside the other one, and whatever changes there from now on. Answers which row is the last that it
 * lacks.
 */
export function begin(db: Database, { name, table, columns, ordered }: Work<'begin'>): number | null {
  const kinds = new Map(
    (db.pragma(`table_info(${quote(table)})`) as { name: string; type: string }[]).map((one) => [
      one.name.toLowerCase(),
      one.type,
    ]),
  );
  const typed = columns.map((column) => `${quote(column)} ${kinds.get(column.toLowerCase()) ?? ''}`);
  const list = columns.map(quote).join(', ');
  const news = columns.map((column) => `new.${quote(column)}`).join(', ');
  const follow = `INSERT OR REPLACE INTO ${quote(name)} (rowid, ${list}) VALUES (new.rowid, ${news})`;
  const trigger = (when: string, what: string, act: string) =>
    `CREATE TRIGGER ${quote(`${name}_${when}`)} AFTER ${what} ON ${quote(table)} BEGIN ${act}; END;`;
  db.exec(`BEGIN IMMEDIATE;
    CREATE TABLE ${quote(name)} (${typed.join(', ')});
    CREATE INDEX ${quote(`${name}_i`)} ON ${quote(name)} (${ordered});
    ${trigger('insert', 'INSERT', follow)}
    ${trigger('update', `UPDATE OF ${list}`, follow)}
    ${trigger('delete', 'DELETE', `DELETE FROM ${quote(name)} WHERE rowid = old.rowid`)}
    COMMIT;`);
  return db
    .prepare(`SELECT MAX(rowid) FROM ${quote(table)}`)
    .pluck()
    .get() as number | null;
}

/** Some of the rows that were there already; those that triggers brought stay as they are. Answers how far it came. */
export function fill(db: Database, { name, table, columns, after, rows }: Work<'fill'>): number | null {
  const [from, to, list] = [quote(table), quote(name), columns.map(quote).join(', ')];
  const end = `SELECT MAX(r) FROM (SELECT rowid AS r FROM ${from} WHERE rowid > ? ORDER BY rowid LIMIT ?)`;
  const until = db.prepare(end).pluck().get(after, rows) as number | null;
  if (until !== null)
    db.prepare(
      `INSERT OR IGNORE INTO ${to} (rowid, ${list}) SELECT rowid, ${list} FROM ${from} WHERE rowid > ? AND rowid <= ?`,
    ).run(after, until);
  return until;
}

/** Nothing is believed before this: row by row both say the same, and the index has what its own table has. */
export function compare(db: Database, { name, table, columns }: Work<'compare'>): void {
  const [from, to] = [quote(table), quote(name)];
  const alike = columns.map((column) => `a.${quote(column)} IS b.${quote(column)}`).join(' AND ');
  const counts = db
    .prepare(
      `SELECT (SELECT COUNT(*) FROM ${from}), (SELECT COUNT(*) FROM ${to}),
        (SELECT COUNT(*) FROM ${from} a CROSS JOIN ${to} b ON b.rowid = a.rowid WHERE ${alike})`,
    )
    .raw()
    .get() as readonly number[];
  if (new Set(counts).size !== 1) throw new Error(`${name} does not have what ${table} has`);
  const sound = db.pragma(`integrity_check(${to})`, { simple: true });
  if (sound !== 'ok') throw new Error(`${name} is not sound: ${String(sound)}`);
}

/** The index changes its owner. */
export function attach(db: Database, { name, table, index, sql }: Work<'attach'>): void {
  const triggers = db
    .prepare(`SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = ? AND name GLOB ?`)
    .pluck();
  const give = `UPDATE sqlite_schema SET name = ?, tbl_name = ?, sql = ? WHERE type = 'index' AND name = ? AND tbl_name = ?`;
  const change = db.transaction(() => {
    const following = triggers.all(table, `${name}_*`) as string[];
    if (following.length !== 3) throw new Error(`${name} does not follow ${table} any more`);
    for (const trigger of following) db.exec(`DROP TRIGGER ${quote(trigger)}`);
    const { changes } = db.prepare(give).run(index, table, sql, `${name}_i`, name);
    if (changes !== 1) throw new Error(`${name} has no index`);
    // Every connection, this one too, reads the schema anew.
    const version = db.pragma('schema_version', { simple: true }) as number;
    db.pragma(`schema_version = ${version + 1}`);
  });
  db.unsafeMode(true);
  db.pragma('writable_schema = ON');
  try {
    change.immediate();
  } finally {
    db.pragma('writable_schema = OFF');
    db.unsafeMode(false);
  }
}

/**
 * Clears an index that was half made, or is no longer of use: its triggers first, then some of its rows. Answers null
 * at its end.
 */
export function clear(db: Database, { prefix, rows }: Work<'clear'>): number | null {
  const named = (type: string) =>
    db
      .prepare(`SELECT name FROM sqlite_schema WHERE type = '${type}' AND name GLOB ?`)
      .pluck()
      .all(`${prefix}*`) as string[];
  for (const trigger of named('trigger')) db.exec(`DROP TRIGGER IF EXISTS ${quote(trigger)}`);
  for (const index of named('index')) db.exec(`DROP INDEX IF EXISTS ${quote(index)}`);
  const [table] = named('table');
  if (table === undefined) return null;
  const { changes } = db
    .prepare(
      `DELETE FROM ${quote(table)} WHERE rowid IN (SELECT rowid FROM ${quote(table)} ORDER BY rowid LIMIT ?)`,
    )
    .run(rows);
  if (changes === 0) db.exec(`DROP TABLE IF EXISTS ${quote(table)}`);
  return changes;
}
