import type { Connection, Database } from '../../database/database.ts';

/** The marks of one person on an item: done, or out of sight until a moment. */
export interface Mark {
  readonly item: string;
  /** The version that was done; null: it is open. */
  readonly done: string | null;
  /** Milliseconds since 1970; null: it is in sight. */
  readonly until: number | null;
}

/** Who takes care of an item, for everybody. */
export interface Assignment {
  readonly item: string;
  readonly assignee: string;
  readonly assigned_by: string;
}

/** Ids in one statement. */
const together = 200;

/** Reads what a person said of items, by item. */
export async function readMarks(
  connection: Connection,
  person: string,
  items: readonly string[],
): Promise<ReadonlyMap<string, Mark>> {
  const columns = 'item, done_version as done, snoozed_until as until';
  const sql = `select ${columns} from gj_inbox_mark where user_id = ? and item in`;
  return readByItem<Mark>(connection, items, { sql, params: [person] });
}

/** Reads who takes care of items, as far as it is somebody in particular. */
export async function readAssignments(
  connection: Connection,
  items: readonly string[],
): Promise<ReadonlyMap<string, Assignment>> {
  const sql = 'select item, assignee, assigned_by from gj_inbox_assignment where item in';
  return readByItem<Assignment>(connection, items, { sql, params: [] });
}

async function readByItem<T extends { readonly item: string }>(
  connection: Connection,
  items: readonly string[],
  { sql, params }: { readonly sql: string; readonly params: readonly string[] },
): Promise<ReadonlyMap<string, T>> {
  const found = new Map<string, T>();
  for (let from = 0; from < items.length; from += together) {
    const some = items.slice(from, from + together);
    const rows = await connection.all<T>(`${sql} (${some.map(() => '?').join(', ')})`, [...params, ...some]);
    for (const row of rows) found.set(row.item, row);
  }
  return found;
}

export async function writeMark(database: Database, person: string, mark: Mark, at: number): Promise<void> {
  if (mark.done === null && mark.until === null) {
    await database.run('delete from gj_inbox_mark where user_id = ? and item = ?', [person, mark.item]);
    return;
  }
  const columns = ['user_id', 'item', 'done_version', 'snoozed_until', 'at'];
  const sql = database.dialect.upsert('gj_inbox_mark', columns, ['user_id', 'item'], columns.slice(2));
  await database.run(sql, [person, mark.item, mark.done, mark.until, at]);
}

/** Null: whoever can takes care of it. */
export async function writeAssignment(
  database: Database,
  item: string,
  assigned: { readonly to: string; readonly by: string } | null,
  at: number,
): Promise<void> {
  if (assigned === null) {
    await database.run('delete from gj_inbox_assignment where item = ?', [item]);
    return;
  }
  const columns = ['item', 'assignee', 'assigned_by', 'at'];
  const sql = database.dialect.upsert('gj_inbox_assignment', columns, ['item'], columns.slice(1));
  await database.run(sql, [item, assigned.to, assigned.by, at]);
}

/** Half a year: what was marked then has been mended, or is told anew. */
const kept = 180 * 24 * 3600 * 1000;

/** What is put off for longer than that stays out of sight until then. */
export async function sweepMarks(database: Database): Promise<void> {
  const { now } = database.dialect;
  const isPast = `(snoozed_until is null or snoozed_until < ${now})`;
  await database.run(`delete from gj_inbox_mark where at < ${now} - ${kept} and ${isPast}`);
  await database.run(`delete from gj_inbox_assignment where at < ${now} - ${kept}`);
}
