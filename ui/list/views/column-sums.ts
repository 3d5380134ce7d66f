import { isObject, type Json } from '../../../metadata/common/json.ts';
import type { FormModel } from '../../model/form-model.ts';
import type { ListQuestion } from '../../model/record-list.ts';
import { language } from '../../session/i18n.ts';
import { cellTexts } from '../report/report-cells.ts';
import type { Drawing } from '../state/drawing.ts';
import { askChart } from './ask-chart.ts';

/** What the number of a board comes to in each of its columns, by their keys; amounts of several currencies apart. */
export async function columnSums(
  form: FormModel,
  question: ListQuestion,
  { groupBy, value }: Drawing,
): Promise<ReadonlyMap<string, string>> {
  if (groupBy === undefined || value === undefined) return new Map();
  const { lines, values } = await askChart(form, question, { asked: { groupBy, value } });
  const leaves = lines.filter(({ keys }) => keys.length > 0);
  return new Map(
    leaves.map(({ keys, cells }) => [
      keyOf(keys[0]?.value ?? null),
      cellTexts(cells[0]?.[0] ?? null, values[0], language()).join(' · '),
    ]),
  );
}

/** The key of the column whose records have the value. */
function keyOf(value: Json): string {
  if (isObject(value)) return String(value['id'] ?? '');
  return value === null ? '' : String(value);
}
