import type { Model } from '../../metadata/model.ts';
import type { Database } from '../database/database.ts';
import { keyInWords } from '../indexes/index-key.ts';
import { readLearned } from '../indexes/learned-rows.ts';
import { recordLayout } from '../store/record/layout.ts';
import { desired } from '../tables/desired.ts';
import { formTables } from '../tables/form-tables.ts';
import { mostIndexes } from '../tables/plan-indexes.ts';
import { readState } from '../tables/state.ts';
import { type Finding, ok, warn } from './finding.ts';

const shown = 10;
/** Milliseconds people waited from which on it is worth a word. */
const worth = 100;

/** Which indexes lists laid for themselves, which they wait for, and which the model wants and no table has room for. */
export async function checkIndexes(database: Database, model: Model): Promise<readonly Finding[]> {
  const { physical, found } = await readState(database);
  // A server that never started here has not made it yet.
  const rows = found.has('gj_learned') ? await readLearned(database) : [];
  const table = formTables(model, physical);
  const words = rows.flatMap((row) => {
    const form = model.formsById.get(row.form);
    if (!form) return [];
    const layout = recordLayout(form, table(form), database.dialect);
    const known = row.key.split(',').every((part) => layout.byId.has(part.replace('-', '')));
    return known ? [{ row, says: `${form.name}: ${keyInWords(layout, row.key)}` }] : [];
  });
  const finding = (list: typeof words) => ({
    count: list.length,
    first: list.slice(0, shown).map(({ says }) => says),
  });
  const laid = words.filter(({ row }) => row.laidAt !== null);
  const waiting = words.filter(({ row }) => row.laidAt === null && row.cost >= worth);
  const leftOut = desired(model).flatMap(({ path, indexes }) => {
    const names = indexes.slice(mostIndexes).map(({ columns }) => columns.map(({ id }) => id).join('+'));
    return names.length > 0 ? [`${path} (${names.join(', ')})`] : [];
  });
  return [
    ...(laid.length > 0 ? [ok('doctor-indexes-learned', finding(laid))] : []),
    ...(waiting.length > 0 ? [warn('doctor-indexes-waiting', finding(waiting))] : []),
    ...(leftOut.length > 0
      ? [ok('doctor-indexes-left-out', { count: leftOut.length, first: leftOut.slice(0, shown) })]
      : []),
  ];
}
