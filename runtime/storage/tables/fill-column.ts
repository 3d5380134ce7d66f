import { isDeepStrictEqual } from 'node:util';
import type { Json } from '../../../metadata/common/json.ts';
import { refusal } from '../../common/refusal.ts';
import type { Cell, Connection, Database, Dialect } from '../../database/database.ts';
import { transact } from '../../database/database-error.ts';
import { conversion, translated, worded } from './conversion.ts';
import type { FillColumn } from './plan.ts';
import {
  type NotedValue,
  noteReplaced,
  type Replaced,
  readReplaced,
  replacedRows,
  restored,
} from './replaced.ts';

/** A row was written after the plan had looked, and its value does not fit the new column. */
export const unfitRow = refusal('tables-unfit-row', 409);

const batch = 200;

/**
 * Writes the converted values of a whole column beside the old ones, in short transactions, and
 * remembers the revision it began at: what is written meanwhile is caught up with by `catchUp`.
 */
export async function fillColumn(database: Database, change: FillColumn, zone: string): Promise<void> {
  const { quote, forUpdate } = database.dialect;
  const now = await database.first<{ value: number }>('SELECT value FROM gj_revision WHERE id = 1');
  const [from, to] = [quote(change.from.name), quote(change.to.name)];
  const owner = ownerOf(change, database.dialect);
  await forgetLinks(database, change);
  const noted = change.restores ? [change.path, change.restores.column] : [];
  const replaced = change.restores ? ` OR id IN (${replacedRows})` : '';
  const select = `SELECT id, ${owner} AS owner, ${from} AS value FROM ${quote(change.table)} WHERE id > ? AND (${from} IS NOT NULL OR ${to} IS NOT NULL${replaced}) ORDER BY id LIMIT ${batch}${forUpdate}`;
  for (let after = ''; ; ) {
    const last = await transact(database, async (tx) => {
      const rows = await tx.all<FillRow>(select, [after, ...noted]);
      await write(tx, database.dialect, change, rows, zone);
      return rows.length < batch ? null : (rows.at(-1)?.id ?? null);
    });
    if (last === null) break;
    after = last;
  }
  await database.run(
    'UPDATE gj_physical SET revision = ? WHERE path = ? AND table_name = ? AND column_name = ?',
    [now?.value ?? 0, change.path, change.table, change.to.name],
  );
}

/** Fills again what was written since the column was filled. Inside the transaction that has the revision row. */
export async function catchUp(
  tx: Connection,
  dialect: Dialect,
  change: FillColumn,
  zone: string,
): Promise<void> {
  const { quote } = dialect;
  const filled = await tx.first<{ revision: number }>(
    'SELECT revision FROM gj_physical WHERE path = ? AND table_name = ? AND column_name = ?',
    [change.path, change.table, change.to.name],
  );
  const written = await tx.all<{ record: string }>(
    'SELECT DISTINCT record FROM gj_history WHERE revision > ? AND form = ?',
    [filled?.revision ?? 0, change.form],
  );
  const owner = ownerOf(change, dialect);
  for (let at = 0; at < written.length; at += batch) {
    const records = written.slice(at, at + batch).map(({ record }) => record);
    const rows = await tx.all<FillRow>(
      `SELECT id, ${owner} AS owner, ${quote(change.from.name)} AS value FROM ${quote(change.table)} WHERE ${owner} IN (${records.map(() => '?').join(', ')})`,
      records,
    );
    await write(tx, dialect, change, rows, zone);
  }
}

interface FillRow {
  readonly id: string;
  readonly owner: string;
  readonly value: Cell;
}

async function write(
  tx: Connection,
  dialect: Dialect,
  change: FillColumn,
  rows: readonly FillRow[],
  zone: string,
): Promise<void> {
  const { convert } =
    change.words && change.values
      ? worded(change.values, change.from.kept, change.to.kept)
      : translated(change.values, change.from.kept, change.to.kept, zone);
  const [from, to] = [change.from.kept.column, change.to.kept.column];
  const ids = rows.map(({ id }) => id);
  const known = change.restores ? await readReplaced(tx, change.path, change.restores.column, ids) : none;
  const filled = rows.map(({ id, owner, value }) => {
    const stored = dialect.decode(from, value);
    const former = restored(change, known.get(id), stored, zone);
    const fitting = former ?? (stored === null ? null : convert(stored));
    const converted = fitting === undefined && (change.remade || change.empties) ? null : fitting;
    if (converted === undefined) throw unfitRow({ path: change.path, id });
    return { id, owner, stored, value: converted };
  });
  if (!change.remade) await noteReplaced(tx, dialect, change, replacedIn(change, filled, zone), ids);
  await writeLinks(tx, dialect, change, filled);
  const cells = filled.map(({ id, value }) => [id, dialect.encode(to, value)] as const);
  const { quote } = dialect;
  for (let at = 0; at < cells.length; at += batch) {
    const part = cells.slice(at, at + batch);
    const cases = part.map(() => `WHEN ? THEN ${dialect.placeholder(to)}`).join(' ');
    const own = part.map(([id]) => id);
    await tx.run(
      `UPDATE ${quote(change.table)} SET ${quote(change.to.name)} = CASE id ${cases} END WHERE id IN (${own.map(() => '?').join(', ')})`,
      [...part.flat(), ...own],
    );
  }
}

const none: ReadonlyMap<string, Replaced> = new Map();

/** Values that do not come back by converting them back. */
function replacedIn(
  { from, to }: FillColumn,
  rows: readonly (Filled & { readonly stored: Json })[],
  zone: string,
): readonly NotedValue[] {
  if (from.kept.secret) return [];
  const back = conversion(to.kept, from.kept, zone);
  const returns = (value: Json) => (value === null ? null : back.convert(value));
  return rows.flatMap(({ id, owner, stored, value }) =>
    isDeepStrictEqual(returns(value) ?? null, stored) ? [] : [{ id, owner, was: stored, became: value }],
  );
}

function ownerOf({ entries }: FillColumn, { quote }: Dialect): string {
  return quote(entries ? 'record' : 'id');
}

type Filling = Pick<FillColumn, 'form' | 'path' | 'entries' | 'to'>;

interface Filled {
  readonly id: string;
  /** The record it belongs to. */
  readonly owner: string;
  readonly value: Json;
}

/** References of many are also noted in `gj_link`; a reference that becomes one of many has none there yet. */
async function forgetLinks(connection: Connection, change: Filling): Promise<void> {
  if (!refersToMany(change)) return;
  await connection.run('DELETE FROM gj_link WHERE owner_form = ? AND field = ?', [
    change.form,
    fieldOf(change),
  ]);
}

/** Notes the references of rows that were converted, instead of those they had. */
export async function writeLinks(
  tx: Connection,
  dialect: Dialect,
  change: Filling,
  rows: readonly Filled[],
): Promise<void> {
  if (!refersToMany(change) || rows.length === 0) return;
  const [field, target] = [fieldOf(change), change.to.kept.target ?? ''];
  const row = ({ id }: Filled) => (change.entries ? id : '');
  const marks = rows.map(() => '?').join(', ');
  await tx.run(
    `DELETE FROM gj_link WHERE owner_form = ? AND field = ? AND owner IN (${marks}) AND row_id IN (${marks})`,
    [change.form, field, ...rows.map(({ owner }) => owner), ...rows.map(row)],
  );
  const links = rows.flatMap((filled) =>
    (Array.isArray(filled.value) ? (filled.value as readonly string[]) : []).map((id) => [
      ...[change.form, filled.owner, field, row(filled), target, id],
    ]),
  );
  if (links.length === 0) return;
  const columns = ['owner_form', 'owner', 'field', 'row_id', 'target_form', 'target'];
  const key = ['owner', 'field', 'row_id', 'target'];
  await tx.run(dialect.upsert('gj_link', columns, key, [], links.length), links.flat());
}

function refersToMany({ to }: Filling): boolean {
  return to.kept.list === true && to.kept.target !== undefined && !to.kept.carried;
}

/** `invoice/lines/items` is the field `lines.items` of its form. */
function fieldOf({ path, form }: Filling): string {
  return path.slice(form.length + 1).replaceAll('/', '.');
}
