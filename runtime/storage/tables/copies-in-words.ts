import { isObject, type Json } from '../../../metadata/common/json.ts';
import { inWords } from '../../../metadata/former-values.ts';
import { timeSlices } from '../../common/time-slices.ts';
import type { Connection } from '../../database/database.ts';
import type { FillColumn } from './plan.ts';

/** Each may be as large as a record. */
const atOnce = 20;

/**
 * Organisations' own copies of records keep texts, too, where options became texts. Inside the transaction that
 * switches.
 */
export async function copiesInWords(
  tx: Connection,
  { form, path, values, words }: FillColumn,
): Promise<void> {
  if (!words || !values) return;
  const texts = values as Readonly<Record<string, string | null>>;
  const [, ...steps] = path.split('/');
  const page = `SELECT record, org, content FROM gj_overlay WHERE form = ? AND (record > ? OR (record = ? AND org > ?)) ORDER BY record, org LIMIT ${atOnce}`;
  const pause = timeSlices();
  const put = 'UPDATE gj_overlay SET content = ? WHERE form = ? AND record = ? AND org = ?';
  for (let [record, org] = ['', '']; ; ) {
    const rows = await tx.all<{ record: string; org: string; content: string }>(page, [
      ...[form, record, record, org],
    ]);
    for (const row of rows) {
      [record, org] = [row.record, row.org];
      await pause();
      const after = JSON.stringify(worded(JSON.parse(row.content) as Json, steps, texts));
      if (after !== row.content) await tx.run(put, [after, form, record, org]);
    }
    if (rows.length < atOnce) return;
  }
}

function worded(
  part: Json,
  [first, ...rest]: readonly string[],
  texts: Readonly<Record<string, string | null>>,
): Json {
  if (first === undefined) return part === null ? null : inWords(texts, part);
  if (Array.isArray(part)) return part.map((row: Json) => worded(row, [first, ...rest], texts));
  if (!isObject(part) || part[first] === undefined) return part;
  return { ...part, [first]: worded(part[first] ?? null, rest, texts) };
}
