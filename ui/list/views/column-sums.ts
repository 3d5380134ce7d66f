import { isObject, type Json } from '../../../metadata/common/json.ts';
import type { FormModel } from '../../model/form-model.ts';
import type { ListQuestion } from '../../model/record-list.ts';
import { cellTexts } from '../../model/report/report-cells.ts';
import { language } from '../../session/i18n.ts';
import type { Drawing } from '../state/drawing.ts';
import { askChart } from './ask-chart.ts';

/** What the number of a board comes to. */
export interface ColumnSums {
  /** By the keys of the columns. */
  readonly texts: ReadonlyMap<string, string>;
  /** The organisation has own copies of some of the records, which say something else. */
  readonly ofOriginals: boolean;
}

export const noSums: ColumnSums = { texts: new Map(), ofOriginals: false };

/** Adds up the number of a board in each of its columns; amounts of several currencies apart. */
export async function columnSums(
  form: FormModel,
  question: ListQuestion,
  { groupBy, value }: Drawing,
): Promise<ColumnSums> {
  if (groupBy === undefined || value === undefined || !form.can.has('report')) return noSums;
  const { lines, values, originals } = await askChart(form, question, { asked: { groupBy, value } });
  const leaves = lines.filter(({ keys }) => keys.length > 0);
  const texts = new Map(
    leaves.map(({ keys, cells }) => [
      keyOf(keys[0]?.value ?? null),
      cellTexts(cells[0]?.[0] ?? null, values[0], language()).join(' · '),
    ]),
  );
  return { texts, ofOriginals: originals !== undefined };
}

/** The key of the column whose records have the value. */
function keyOf(value: Json): string {
  if (isObject(value)) return String(value['id'] ?? '');
  return value === null ? '' : String(value);
}
