import type { Form } from '../model.ts';
import type { SpanName } from '../property/report-words.ts';
import { boardStart } from './board-start.ts';
import { isDated, reportField } from './report-fields.ts';
import { viewChoices } from './view-fits.ts';

/**
 * What a chart of a form begins with: its records month by month, by the first day that its list shows; else by what a
 * board of it goes by; else by the first field that is not its number, which all records have another of.
 */
export function chartStart(form: Form): { readonly groupBy: string; readonly by?: SpanName } | undefined {
  const choices = viewChoices(form, 'chart', 'groupBy');
  const day = form.list.columns.find((id) => {
    const found = choices.includes(id) ? reportField(form, {}, id) : undefined;
    return found !== undefined && isDated(found);
  });
  if (day !== undefined) return { groupBy: day, by: 'month' };
  const state = choices.find((id) => id === boardStart(form)?.id);
  const groupBy = state ?? choices.find((id) => id !== form.number?.id) ?? choices[0];
  return groupBy === undefined ? undefined : { groupBy };
}
