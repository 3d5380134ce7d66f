import type { Json } from '../../metadata/json.ts';
import type { Connection, Dialect } from '../database/database.ts';
import type { FillColumn } from './plan.ts';

type Filling = Pick<FillColumn, 'form' | 'path' | 'entries' | 'to'>;

interface Filled {
  readonly id: string;
  /** The record it belongs to. */
  readonly owner: string;
  readonly value: Json;
}

/** References of many are also noted in `gj_link`; a reference that becomes one of many has none there yet. */
export async function forgetLinks(connection: Connection, change: Filling): Promise<void> {
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
