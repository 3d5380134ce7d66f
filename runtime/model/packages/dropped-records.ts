import type { MarkedRecord } from '../../../metadata/contract/packages/keys.ts';
import type { DroppedRow, OriginRow } from '../../../migrations/rows/tables.ts';
import type { Served } from '../../call/call.ts';
import type { Connection, Dialect } from '../../database/database.ts';

/** Records that their packages bring no more, and that were kept, without what their forms say of them. */
export async function readMarked(reader: Connection): Promise<readonly Omit<MarkedRecord, 'number'>[]> {
  const rows = await reader.all<OriginRow & Pick<DroppedRow, 'revision'>>(
    `SELECT o.form, o.record, o.package, o.origin_key, d.revision FROM gj_dropped d
     JOIN gj_origin o ON o.form = d.form AND o.record = d.record
     WHERE o.deleted = 0 ORDER BY o.form, o.origin_key`,
  );
  return rows.map(({ form, record, package: owner, origin_key: key, revision }) => ({
    package: owner,
    form,
    key,
    record,
    revision: Number(revision),
  }));
}

export async function markedRecords(
  reader: Connection,
  { quote }: Dialect,
  { model, table }: Served,
): Promise<readonly MarkedRecord[]> {
  const marked: MarkedRecord[] = [];
  for (const one of await readMarked(reader)) {
    const form = model.formsById.get(one.form);
    const column = form?.number && table(form).columns.get(form.number.id);
    const found =
      form && column !== undefined
        ? await reader.first<{ number: string | null }>(
            `SELECT ${quote(column)} AS number FROM ${quote(table(form).name)} WHERE id = ?`,
            [one.record],
          )
        : undefined;
    marked.push({ ...one, number: found?.number ?? null });
  }
  return marked;
}
