import type { Connection } from '../../../database/database.ts';
import { column, type RecordLayout } from '../../../storage/store/record/layout.ts';
import { rowsOf, type Stored } from '../../../storage/store/record/stored.ts';
import { storedCopies, storedPages } from './found-records.ts';

/**
 * The records that a plan looks at where there may be any number of them: by their number and that of their rows, since
 * the same records have to make the same plan, however fast they are.
 */
export interface Sample {
  /** Records, and own copies, that were looked at. */
  looked: number;
  /** Whether there are more. */
  isPart: boolean;
}

/** Of the oldest records, of the newest ones, and of own copies. */
const most = 500;
const mostRows = 25_000;

export function beginSample(): Sample {
  return { looked: 0, isPart: false };
}

/** Counts the records and the own copies that there are. */
export async function countAll(reader: Connection, layout: RecordLayout): Promise<number> {
  const count = async (sql: string, cells: readonly string[]) =>
    Number((await reader.first<{ n: number }>(sql, cells))?.n ?? 0);
  const records = await count(`SELECT COUNT(*) AS n FROM ${layout.table}`, []);
  return records + (await count('SELECT COUNT(*) AS n FROM gj_overlay WHERE form = ?', [layout.form.id]));
}

/** Every record of a form, some at a time; with a sample the oldest and the newest of very many. */
export async function* sampledPages(
  reader: Connection,
  layout: RecordLayout,
  sample: Sample | undefined,
): AsyncGenerator<readonly Stored[]> {
  if (!sample) return yield* storedPages(reader, layout);
  const id = column(layout, 'id').name;
  const before = await reader.first<{ id: string }>(
    `SELECT ${id} AS id FROM ${layout.table} ORDER BY ${id} DESC LIMIT 1 OFFSET ${most}`,
  );
  if (before) yield* stretch(reader, layout, sample, { to: before.id });
  yield* stretch(reader, layout, sample, { after: before?.id ?? '' });
}

async function* stretch(
  reader: Connection,
  layout: RecordLayout,
  sample: Sample,
  { after = '', to }: { readonly after?: string; readonly to?: string },
): AsyncGenerator<readonly Stored[]> {
  let [records, rows] = [0, 0];
  for await (const page of storedPages(reader, layout, { after })) {
    const some: Stored[] = [];
    for (const record of page) {
      if (to !== undefined && record.id > to) break;
      if (records >= most || rows > mostRows) {
        sample.isPart = true;
        break;
      }
      records += 1;
      rows += rowsIn(layout, record);
      some.push(record);
    }
    sample.looked += some.length;
    if (some.length > 0) yield some;
    if (some.length < page.length) return;
  }
}

function rowsIn({ entries }: RecordLayout, record: Stored): number {
  return entries.reduce((sum, { field }) => sum + rowsOf(record[field]).length, 0);
}

/** The same of own copies. */
export async function* sampledCopies(
  reader: Connection,
  layout: RecordLayout,
  sample: Sample | undefined,
): ReturnType<typeof storedCopies> {
  let [copies, rows] = [0, 0];
  for await (const copy of storedCopies(reader, layout)) {
    if (sample && (copies >= most || rows > mostRows)) {
      sample.isPart = true;
      return;
    }
    copies += 1;
    rows += rowsIn(layout, copy.original);
    if (sample) sample.looked += 1;
    yield copy;
  }
}
