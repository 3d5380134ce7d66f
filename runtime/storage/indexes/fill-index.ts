import { append } from '../../../metadata/common/append.ts';
import type { Database, Row } from '../../database/database.ts';
import { covers, isFormer, type SearchIndex } from '../search/search-index.ts';
import { byCount, padded } from '../store/record/insert.ts';
import type { RecordLayout } from '../store/record/layout.ts';
import { documentsOf, searchedColumns } from './documents.ts';

/** One piece of work on search indexes that is due. */
export type DueWork =
  | { readonly act: 'follow' | 'fill'; readonly index: SearchIndex; readonly layout: RecordLayout }
  | { readonly act: 'begin'; readonly layout: RecordLayout }
  | { readonly act: 'retire' | 'drop'; readonly index: SearchIndex };

interface Circumstances {
  readonly indexes: readonly SearchIndex[];
  /** Forms with anything to search, by id. */
  readonly layouts: ReadonlyMap<string, RecordLayout>;
  /** Whether something was written that the index does not know. */
  behind(index: SearchIndex): boolean;
  /** Whether a form has so many records that an index is worth it. */
  large(form: string): boolean;
  readonly now: number;
  /** How long a retired index stays, for those who still hold it to be in use. */
  readonly grace: number;
}

export function dueWork({ indexes, layouts, behind, large, now, grace }: Circumstances): readonly DueWork[] {
  const due: DueWork[] = [];
  const kept = new Map<string, SearchIndex[]>();
  for (const index of indexes) {
    if (index.phase === 'retired') {
      if (now - index.at > grace) due.push({ act: 'drop', index });
    } else if (!layouts.has(index.form) || isFormer(index)) due.push({ act: 'retire', index });
    else kept.set(index.form, [...(kept.get(index.form) ?? []), index]);
  }
  for (const [form, layout] of layouts) append(due, ofForm(layout, kept.get(form) ?? []));
  return due.sort((a, b) => order.indexOf(a.act) - order.indexOf(b.act));

  function ofForm(layout: RecordLayout, own: readonly SearchIndex[]): readonly DueWork[] {
    const physical = searchedColumns(layout).map((column) => column.physical);
    const wanted = (index: SearchIndex) => index.texts.size === physical.length && covers(index, physical);
    const good = own.find((index) => index.phase === 'ready' && wanted(index));
    const filling = own.find((index) => index.phase === 'filling' && wanted(index));
    const work: DueWork[] = [];
    for (const index of own) {
      const isSpoilt = filling && index.phase === 'broken';
      const isOther = good ? index !== good : index.phase === 'filling' && index !== filling;
      if (isOther || isSpoilt) work.push({ act: 'retire', index });
      else if ((index.phase === 'ready' || index.phase === 'stale') && behind(index))
        work.push({ act: 'follow', index, layout });
    }
    if (!good && filling) work.push({ act: 'fill', index: filling, layout });
    if (!good && !filling && (own.length > 0 || large(layout.form.id))) work.push({ act: 'begin', layout });
    return work;
  }
}

const order: readonly DueWork['act'][] = ['follow', 'retire', 'begin', 'fill', 'drop'];

/** The progress of a slice. */
export interface Slice {
  readonly index: SearchIndex;
  /** Whether there is more of the kind. */
  readonly more: boolean;
  /** Documents that were put into the index. */
  readonly put: number;
}

/** Somebody else is at work on it, or it is no longer wanted: nothing was written. */
class Overtaken extends Error {}

/** Puts the next records, in the order of their ids, into an index that is being filled. */
export async function fillSlice(
  database: Database,
  layout: RecordLayout,
  index: SearchIndex,
  size: number,
): Promise<Slice | null> {
  const documents = documentsOf(layout);
  const rows = await database.all<Row>(`${documents.select} WHERE id > ? ORDER BY id LIMIT ${size}`, [
    index.place,
  ]);
  const place = String(rows.at(-1)?.['id'] ?? index.place);
  if (rows.length === 0) return { index, more: false, put: 0 };
  const put = rows.map(documents.of);
  const written = await unlessOvertaken(() =>
    database.transaction(async (tx) => {
      const { changes } = await tx.run(
        `UPDATE gj_search SET place = ? WHERE name = ? AND place = ? AND phase = 'filling'`,
        [place, index.name, index.place],
      );
      if (changes !== 1) throw new Overtaken();
      await database.dialect.texts.put(tx, index.name, put);
    }),
  );
  return written ? { index: { ...index, place }, more: rows.length === size, put: put.length } : null;
}

const printsOf = (name: string) =>
  byCount((marks) => `SELECT record, print FROM ${name} WHERE record IN (${marks})`);

/**
 * Takes into a filled index what was written since; of what changed nothing that is searched for, nothing is written.
 */
export async function followSlice(
  database: Database,
  layout: RecordLayout,
  index: SearchIndex,
  size: number,
): Promise<Slice | null> {
  const { texts } = database.dialect;
  const written = await database.all<{ revision: number | bigint; record: string }>(
    `SELECT revision, record FROM gj_history WHERE form = ? AND revision > ? ORDER BY revision LIMIT ${size}`,
    [index.form, index.revision],
  );
  const last = written.at(-1);
  if (!last) return { index, more: false, put: 0 };
  const revision = Number(last.revision);
  const records = [...new Set(written.map(({ record }) => record))];
  // Rows are read after history: they are as new as it says, or newer.
  const documents = documentsOf(layout);
  const select = byCount((marks) => `${documents.select} WHERE id IN (${marks})`);
  const rows = await database.all<Row>(select(records.length), padded(records));
  const known = await database.all<{ record: string; print: string }>(
    printsOf(index.name)(records.length),
    padded(records),
  );
  const prints = new Map(known.map(({ record, print }) => [record, print]));
  const there = rows.map(documents.of);
  const put = there.filter(({ record, print }) => prints.get(record) !== print);
  for (const { record } of there) prints.delete(record);
  const gone = [...prints.keys()];
  const done = await unlessOvertaken(() =>
    database.transaction(async (tx) => {
      const { changes } = await tx.run(
        `UPDATE gj_search SET revision = ? WHERE name = ? AND revision = ? AND phase IN ('ready', 'stale')`,
        [revision, index.name, index.revision],
      );
      if (changes !== 1) throw new Overtaken();
      if (gone.length > 0) await texts.remove(tx, index.name, gone);
      if (put.length > 0) await texts.put(tx, index.name, put);
    }),
  );
  return done ? { index: { ...index, revision }, more: written.length === size, put: put.length } : null;
}

async function unlessOvertaken(work: () => Promise<void>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    if (error instanceof Overtaken) return false;
    throw error;
  }
}
