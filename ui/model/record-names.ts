import type { Json } from '../../metadata/common/json.ts';
import { session } from '../session/session.ts';
import { forms } from './forms.ts';
import { titleFields, titleOf } from './record-title.ts';
import { recordsById } from './records-by-id.ts';

export interface RecordName {
  readonly number: string | null;
  readonly name: string | null;
}

const known = new Map<string, RecordName>();

/** Number and name of records of a form (by its id), as far as one may read them; asked once. */
export async function recordNames(
  target: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, RecordName>> {
  const missing = ids.filter((id) => !known.has(id));
  if (missing.length > 0) await learn(target, missing).catch(() => {});
  return new Map(ids.flatMap((id) => (known.has(id) ? [[id, known.get(id) as RecordName]] : [])));
}

async function learn(target: string, ids: readonly string[]): Promise<void> {
  const form = await forms.get(session.formById(target)?.name ?? target);
  const names = [...(form.number ? [form.number.name] : []), ...titleFields(form)];
  // Organisations see what they use and what they manage; a filter may name either.
  for (const view of ['use', 'manage'] as const) {
    const found = await recordsById(form.name, ids, { view, fields: [...new Set(names)].join(',') });
    const said = (value: Json | undefined) => (typeof value === 'string' && value !== '' ? value : null);
    for (const [id, item] of found)
      known.set(id, {
        number: said(item[form.number?.name ?? '']),
        name: said(titleOf(form, item)),
      });
    if (ids.every((id) => known.has(id))) return;
  }
}
