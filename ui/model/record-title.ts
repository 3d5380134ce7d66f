import type { Json, JsonObject } from '../../metadata/common/json.ts';
import { englishTitle } from '../../metadata/numbering/english-title.ts';
import { language } from '../session/i18n.ts';
import type { FormModel } from './form-model.ts';

export type Titled = Pick<FormModel, 'kind' | 'title' | 'byId'>;

/** The names of the fields that `titleOf` reads. */
export function titleFields(form: Titled): readonly string[] {
  return [form.title, englishTitle(form)].flatMap((field) => field?.name ?? []);
}

/** What a record is called, for its reader: in English by the English name that it may have. Null: it has no name. */
export function titleOf(form: Titled, record: JsonObject | null): Json {
  const own = language() === 'en' ? englishTitle(form) : undefined;
  return record?.[own?.name ?? ''] || (record?.[form.title?.name ?? ''] ?? null);
}
