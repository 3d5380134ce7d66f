import type { FormOutline } from '../../../metadata/contract/forms/calls.ts';
import type { FormModel } from '../../model/form-model.ts';
import { forms } from '../../model/forms.ts';
import { session } from '../../session/session.ts';
import type { Wire } from './record-sending.ts';

/** A form with those it refers to, by id. */
interface Formed {
  readonly form: FormModel;
  readonly targets: ReadonlyMap<string, FormModel>;
}

/** Which record: one there is, a new one, a copy, or the setting of the organisation. */
export interface RecordPlace {
  readonly outline: FormOutline;
  /** Id of a record, `new`, or `setting`. */
  readonly record: string;
  readonly copyOf?: string | null;
  /** The form as somebody designs it, with those it refers to. Default: the one in force. */
  readonly designed?: () => Promise<Formed>;
}

/** A record as it was found. */
export interface FoundRecord {
  readonly record: Wire;
  /** Whether it is seen as somebody who manages the records of its organisation. */
  readonly managed: boolean;
  /** What the person may do to records of the organisation that created it; null: whatever he may do anywhere. */
  readonly may: ReadonlySet<string> | null;
}

/** The form, those it refers to, and the record; of a copy the one it is made of, of a new one none. */
export async function readPlace(
  place: RecordPlace,
): Promise<Formed & { readonly found: FoundRecord | null }> {
  const { outline, record, copyOf, designed } = place;
  const path = `/api/forms/${encodeURIComponent(outline.name)}`;
  const source = record === 'new' ? copyOf : record;
  const reading =
    outline.kind === 'setting'
      ? readSetting(`${path}/record`)
      : source
        ? readRecord(`${path}/records/${encodeURIComponent(source)}`)
        : null;
  const [{ form, targets }, found] = await Promise.all([
    designed?.() ?? forms.withTargets(outline.name),
    reading,
  ]);
  return { form, targets, found };
}

export async function readSetting(path: string): Promise<FoundRecord> {
  return { record: await session.api.get<Wire>(path), managed: true, may: null };
}

/** For whoever manages it, else for whoever may use it. */
export async function readRecord(path: string): Promise<FoundRecord> {
  const query = { view: 'manage,use' };
  const { body, headers } = await session.api.ask<Wire>('GET', path, { query });
  const may = new Set((headers.get('guiju-may') ?? '').split(','));
  return { record: body, managed: headers.get('guiju-view') === 'manage', may };
}
