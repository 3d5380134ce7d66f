import { append } from '../../../../metadata/common/append.ts';
import type { Form } from '../../../../metadata/model.ts';
import type { Call } from '../../../call/call.ts';
import type { FormsHolding } from '../record/store.ts';
import type { StoreParts } from '../save/parts.ts';

/** So many tables are asked in one statement. */
const together = 100;

/**
 * Answers what there is to be found in the forms, whoever may see it: in those that hold nothing, or no record with one of these
 * numbers, nobody needs to look for it.
 */
export async function formsHolding(
  parts: Pick<StoreParts, 'layout' | 'reader'>,
  call: Call,
  forms: readonly Form[],
  numbers: readonly string[],
): Promise<FormsHolding> {
  const reader = parts.reader(call);
  const [some, numbered] = [new Set<Form>(), new Set<Form>()];
  const marks = numbers.map(() => '?').join(', ');
  for (let from = 0; from < forms.length; from += together) {
    const asked = forms.slice(from, from + together);
    const terms: string[] = [];
    const params: string[] = [];
    for (const [at, form] of asked.entries()) {
      const { table, byId } = parts.layout(call, form);
      terms.push(`EXISTS (SELECT 1 FROM ${table}) AS s${at}`);
      const number = byId.get(form.number?.id ?? '');
      if (number?.column.type === 'text') {
        terms.push(`EXISTS (SELECT 1 FROM ${table} WHERE ${number.name} IN (${marks})) AS n${at}`);
        append(params, numbers);
      } else if (number) numbered.add(form);
    }
    const row = await reader.first<Record<string, number>>(`SELECT ${terms.join(', ')}`, params);
    const holds = (column: string) => Number(row?.[column] ?? 0) === 1;
    for (const [at, form] of asked.entries()) {
      if (holds(`s${at}`)) some.add(form);
      if (holds(`n${at}`)) numbered.add(form);
    }
  }
  return { some, numbered };
}
