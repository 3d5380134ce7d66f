import type { Json } from '../../../metadata/common/json.ts';
import { hasSome } from '../../../metadata/moves.ts';
import type { Cell, Connection, Database, Dialect } from '../../database/database.ts';
import { transact } from '../../database/database-error.ts';
import { unfitRow, writeLinks } from './fill-column.ts';
import { type FromRow, firstRowIds, type MovedValues, moveRow, selectedFrom, valuesOf } from './move-row.ts';
import type { MoveTarget, MoveValues } from './plan.ts';
import { noteReplaced } from './replaced.ts';

const batch = 200;

/**
 * Writes values where they are to stand, beside where they stand now, in short transactions; no model in use knows of
 * the columns and rows that are written. Values that are written meanwhile are caught up with by `catchUpMoves`.
 */
export async function moveValues(database: Database, change: MoveValues, zone: string): Promise<void> {
  const { dialect } = database;
  const { quote, forUpdate } = dialect;
  const now = await database.first<{ value: number }>('SELECT value FROM gj_revision WHERE id = 1');
  if (change.since === undefined) await forgetRows(database, change);
  const some = [...change.from, ...change.to].map(({ name }) => `${quote(name)} IS NOT NULL`).join(' OR ');
  const select = `${selectedFrom(change, dialect)} WHERE id > ? AND (${some}) ORDER BY id LIMIT ${batch}${forUpdate}`;
  for (let after = ''; ; ) {
    const last = await transact(database, async (tx) => {
      const rows = await tx.all<FromRow>(select, [after]);
      await write(tx, dialect, change, rows, zone);
      return rows.length < batch ? null : (rows.at(-1)?.id ?? null);
    });
    if (last === null) break;
    after = last;
  }
  for (const { path, name } of [...change.to, ...change.emptied])
    await database.run(
      'UPDATE gj_physical SET revision = ? WHERE path = ? AND table_name = ? AND column_name = ?',
      [now?.value ?? 0, path, change.table, name],
    );
}

/** First rows that were written for a model that did not come, or not yet. */
export async function forgetRows(connection: Connection & Pick<Database, 'dialect'>, change: MoveValues) {
  for (const { table } of change.rows) await connection.run(`DELETE FROM ${connection.dialect.quote(table)}`);
}

/** Moves again what was written since. Inside the transaction that has the revision row. */
export async function catchUpMoves(
  tx: Connection,
  dialect: Dialect,
  change: MoveValues,
  zone: string,
): Promise<void> {
  const since = await movedAt(tx, change);
  const written = await tx.all<{ record: string }>(
    'SELECT DISTINCT record FROM gj_history WHERE revision > ? AND form = ?',
    [since, change.form],
  );
  const owner = dialect.quote(change.entries ? 'record' : 'id');
  for (let at = 0; at < written.length; at += batch) {
    const records = written.slice(at, at + batch).map(({ record }) => record);
    const marks = records.map(() => '?').join(', ');
    for (const { id, table } of change.since === undefined ? change.rows : []) {
      const ids = firstRowIds(change, id, records);
      const places = ids.map(() => '?').join(', ');
      await tx.run(`DELETE FROM ${dialect.quote(table)} WHERE id IN (${places})`, ids);
    }
    const rows = await tx.all<FromRow>(
      `${selectedFrom(change, dialect)} WHERE ${owner} IN (${marks})`,
      records,
    );
    await write(tx, dialect, change, rows, zone);
  }
}

async function movedAt(tx: Connection, { table, to, emptied }: MoveValues): Promise<number> {
  const [first] = [...to, ...emptied];
  if (!first) return 0;
  const row = await tx.first<{ revision: number }>(
    'SELECT revision FROM gj_physical WHERE path = ? AND table_name = ? AND column_name = ?',
    [first.path, table, first.name],
  );
  return row?.revision ?? 0;
}

async function write(
  tx: Connection,
  dialect: Dialect,
  change: MoveValues,
  rows: readonly FromRow[],
  zone: string,
): Promise<void> {
  if (rows.length === 0) return;
  const moving = await rowsToMove(tx, dialect, change, rows);
  const moved = moving.map((row) => moveRow(change, dialect, row, zone));
  for (const from of change.from) {
    const left = rows.flatMap((row) => {
      const was = valuesOf(change, dialect, row)[from.id] ?? null;
      return was === null ? [] : [{ id: row.id, owner: row.owner, was, became: null }];
    });
    const place = { form: change.form, path: from.path, from };
    await noteReplaced(
      tx,
      dialect,
      place,
      left,
      rows.map(({ id }) => id),
    );
  }
  for (const [at, to] of change.to.entries())
    await writeColumn(
      tx,
      dialect,
      change,
      to,
      moved.map(({ id, values }) => ({ id, value: values[at] })),
    );
  for (const at of change.rows.keys()) await writeRows(tx, dialect, change, at, moved);
}

/** Of what is done again those alone that have something to move which was written since. */
async function rowsToMove(
  tx: Connection,
  dialect: Dialect,
  change: MoveValues,
  rows: readonly FromRow[],
): Promise<readonly FromRow[]> {
  if (change.since === undefined) return rows;
  const owners = [...new Set(rows.map(({ owner }) => owner))];
  const written = await tx.all<{ record: string }>(
    `SELECT DISTINCT record FROM gj_history WHERE revision > ? AND form = ? AND record IN (${owners.map(() => '?').join(', ')})`,
    [change.since, change.form, ...owners],
  );
  const since = new Set(written.map(({ record }) => record));
  const hasValue = (row: FromRow) =>
    change.moves.some((move) => hasSome(move, valuesOf(change, dialect, row)));
  return rows.filter((row) => since.has(row.owner) && hasValue(row));
}

async function writeColumn(
  tx: Connection,
  dialect: Dialect,
  { table }: MoveValues,
  { path, name, kept }: MoveTarget,
  rows: readonly { readonly id: string; readonly value: Json | undefined }[],
): Promise<void> {
  if (rows.length === 0) return;
  const cells = rows.flatMap(({ id, value }) => [id, encoded(dialect, { path, kept }, id, value)]);
  const cases = rows.map(() => `WHEN ? THEN ${dialect.placeholder(kept.column)}`).join(' ');
  const ids = rows.map(({ id }) => id);
  const { quote } = dialect;
  await tx.run(
    `UPDATE ${quote(table)} SET ${quote(name)} = CASE id ${cases} END WHERE id IN (${ids.map(() => '?').join(', ')})`,
    [...cells, ...ids],
  );
}

async function writeRows(
  tx: Connection,
  dialect: Dialect,
  change: MoveValues,
  at: number,
  moved: readonly MovedValues[],
): Promise<void> {
  const into = change.rows[at];
  const made = moved.flatMap(({ owner, first }) => {
    const row = first[at];
    return row ? [{ owner, ...row }] : [];
  });
  if (!into || made.length === 0) return;
  const columns = ['id', 'record', 'seq', ...into.fields.map(({ name }) => name)];
  const cells = made.flatMap(({ id, owner, values }): Cell[] => [
    ...[id, owner, 0],
    ...into.fields.map((to, place) => encoded(dialect, to, owner, values[place])),
  ]);
  await tx.run(dialect.upsert(into.table, columns, ['id'], columns.slice(1), made.length), cells);
  for (const [place, { path, name, kept }] of into.fields.entries()) {
    const filled = made.map(({ id, owner, values }) => ({ id, owner, value: values[place] ?? null }));
    await writeLinks(tx, dialect, { form: change.form, path, entries: true, to: { name, kept } }, filled);
  }
}

function encoded(
  dialect: Dialect,
  { path, kept }: Pick<MoveTarget, 'path' | 'kept'>,
  id: string,
  value: Json | undefined,
): Cell {
  if (value === undefined) throw unfitRow({ path, id });
  return dialect.encode(kept.column, value);
}
