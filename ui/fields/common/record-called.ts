import type { JsonObject } from '../../../metadata/common/json.ts';
import type { FormModel } from '../../model/form-model.ts';
import { type Titled, titleOf } from '../../model/record-title.ts';
import { say } from '../../session/i18n.ts';
import { pointerName } from './shown.ts';

type Called = Titled & Pick<FormModel, 'number' | 'recordLabel'>;

/** The name of a record, by its title or else its number; empty: it has none. */
export function nameOfRecord(form: Called, record: JsonObject | null): string {
  const { title, number } = form;
  return pointerName(title ? titleOf(form, record) : (record?.[number?.name ?? ''] ?? null));
}

/** What a record is and its name, as a sentence begins with it. */
export function recordCalled(form: Called, record: JsonObject | null): string {
  return `${say(form.recordLabel)} ${nameOfRecord(form, record)}`.trim();
}

/** The number and the name of a record, without what is empty or the same. */
export function numberAndName(
  form: Titled & Pick<FormModel, 'number'>,
  record: JsonObject | null,
): readonly string[] {
  const said = [record?.[form.number?.name ?? ''] ?? null, titleOf(form, record)].map((one) =>
    pointerName(one),
  );
  return [...new Set(said.filter((text) => text !== ''))];
}
