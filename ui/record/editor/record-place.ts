import type { Label } from '../../../metadata/common/label.ts';
import type { FormOutline } from '../../../metadata/contract/forms/outline.ts';
import type { FormModel } from '../../model/form-model.ts';
import { forms } from '../../model/forms.ts';
import { session } from '../../session/session.ts';
import type { Wire } from './record-sending.ts';

/** A form with those it refers to, by id. */
interface Formed {
  readonly form: FormModel;
  readonly targets: ReadonlyMap<string, FormModel>;
}

/** The record of a page: an existing one, a new one, a copy, or the setting of the organisation. */
export interface RecordPlace {
  readonly outline: Pick<FormOutline, 'name' | 'kind'>;
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
  /**
   * The actions that the person may do to records of the organisation that created it; null: all he may do anywhere.
   */
  readonly may: ReadonlySet<string> | null;
  /** Whether a package brought it, which may lock some of it. */
  readonly shipped: boolean;
  /** Why the server would not do some of it now, by action; null: nobody but the form's own rules says anything. */
  readonly against: ReadonlyMap<string, Label> | null;
}

/** The form, those it refers to, and the record; of a copy the one it is made of, of a new one none. */
export async function readPlace(
  place: RecordPlace,
): Promise<Formed & { readonly found: FoundRecord | null }> {
  const { outline, record, copyOf, designed } = place;
  const source = record === 'new' ? copyOf : record;
  const reading =
    outline.kind === 'setting' ? readSetting(outline.name) : source ? readRecord(outline.name, source) : null;
  const [{ form, targets }, found] = await Promise.all([
    designed?.() ?? forms.withTargets(outline.name),
    reading,
  ]);
  return { form, targets, found };
}

export async function readSetting(form: string): Promise<FoundRecord> {
  const record = await session.api.call('GET /api/forms/:form/record', { path: { form } });
  return { record, managed: true, may: null, shipped: false, against: null };
}

/** For whoever manages it, else for whoever may use it. */
export async function readRecord(form: string, id: string): Promise<FoundRecord> {
  const { body, headers } = await session.api.answer('GET /api/forms/:form/records/:id', {
    path: { form, id },
    query: { view: 'manage,use' },
  });
  const may = new Set((headers.get('guiju-may') ?? '').split(','));
  const shipped = headers.has('guiju-shipped');
  const header = headers.get('guiju-against');
  const reasons: Readonly<Record<string, Label>> =
    header === null ? {} : JSON.parse(decodeURIComponent(header));
  const against = header === null ? null : new Map(Object.entries(reasons));
  return { record: body, managed: headers.get('guiju-view') === 'manage', may, shipped, against };
}
