import type { JsonObject } from '../../../metadata/common/json.ts';
import type { FormModel } from '../../model/form-model.ts';
import { say } from '../../session/i18n.ts';
import { pointerName } from './shown.ts';

type Called = Pick<FormModel, 'title' | 'number' | 'recordLabel'>;

/** The name of a record, by its title or else its number; empty: it has none. */
export function nameOfRecord({ title, number }: Called, record: JsonObject | null): string {
  const named = title ?? number;
  return named ? pointerName(record?.[named.name] ?? null) : '';
}

/** What a record is and its name, as a sentence begins with it. */
export function recordCalled(form: Called, record: JsonObject | null): string {
  return `${say(form.recordLabel)} ${nameOfRecord(form, record)}`.trim();
}
