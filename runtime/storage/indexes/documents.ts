import { createHash } from 'node:crypto';
import { setImmediate as othersFirst } from 'node:timers/promises';
import { searchedBy } from '../../../metadata/where-fits.ts';
import { foldText } from '../../../metadata/words/fold-text.ts';
import type { Database, Row } from '../../database/database.ts';
import type { TextDocument } from '../../database/text-index.ts';
import { beginningsOf, gramsOf } from '../search/grams.ts';
import type { SearchIndex } from '../search/search-index.ts';
import { byCount, padded } from '../store/record/insert.ts';
import type { LayoutColumn, RecordLayout } from '../store/record/layout.ts';

/** The statements that read a form's rows to be indexed, and the document of a row. */
interface Documents {
  /** `SELECT … FROM …`. */
  readonly select: string;
  of(row: Row): TextDocument;
}

export function documentsOf(layout: RecordLayout): Documents {
  const columns = searchedColumns(layout);
  const list = columns.map(({ name }: LayoutColumn, at) => `${name} AS t${at}`).join(', ');
  return {
    select: `SELECT id, ${list} FROM ${layout.table}`,
    of(row) {
      const texts = columns.map((_, at) => foldText(String(row[`t${at}`] ?? '')));
      return { record: String(row['id']), print: printOf(texts), grams: gramsOf(texts) };
    },
  };
}

function printOf(texts: readonly string[]): string {
  return createHash('sha1').update(JSON.stringify(texts)).digest('base64url');
}

const wanted = 2_000;
const atOnce = 128;
/** From this share of documents on a gram is told to be common, in per cent. */
const least = 1;

/**
 * Samples which grams many documents have: with such grams alone a question finds nothing quickly, and beside others
 * they add nothing to it.
 */
export async function sampleCommon(
  database: Database,
  layout: RecordLayout,
  { name }: SearchIndex,
): Promise<void> {
  const { texts } = database.dialect;
  const newest = Number(
    (await database.first<{ doc: number | bigint | null }>(texts.newest(name)))?.doc ?? 0,
  );
  const step = Math.max(1, newest / wanted);
  const docs = Array.from({ length: Math.min(newest, wanted) }, (_, at) => Math.floor(at * step) + 1);
  const documents = documentsOf(layout);
  const select = byCount((marks) => `${documents.select} WHERE id IN (${marks})`);
  const counts = new Map<string, number>();
  let seen = 0;
  for (let from = 0; from < docs.length; from += atOnce) {
    const found = texts.records(name, docs.slice(from, from + atOnce));
    const records = (await database.all<{ record: string }>(found.sql, found.params)).map(
      ({ record }) => record,
    );
    if (records.length === 0) continue;
    for (const row of await database.all<Row>(select(records.length), padded(records))) {
      seen += 1;
      const { grams } = documents.of(row);
      for (const gram of [...grams, ...beginningsOf(grams)]) counts.set(gram, (counts.get(gram) ?? 0) + 1);
    }
    await othersFirst();
  }
  const common = [...counts]
    .map(([gram, count]) => [gram, Math.round((count / seen) * 1_000) / 10] as const)
    .filter(([, share]) => share >= least);
  await database.run('UPDATE gj_search SET sampled = ?, common = ? WHERE name = ?', [
    newest,
    JSON.stringify(common),
    name,
  ]);
}

/**
 * Answers the columns whose texts a form is searched by, whoever asks. Numbers and references are found by their values,
 * which need no index of texts.
 */
export function searchedColumns({ form, byId }: RecordLayout): readonly LayoutColumn[] {
  if (form.kind === 'setting') return [];
  return form.list.search.flatMap((id) => {
    const field = form.byId.get(id);
    const column = byId.get(id);
    return field && column && searchedBy(field) === 'text' ? [column] : [];
  });
}
