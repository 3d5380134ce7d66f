import { msg, str } from '@lit/localize';
import { isObject, type JsonObject } from '../../../metadata/common/json.ts';
import type { SavedRecord } from '../../../metadata/contract/records/record.ts';
import { pointerName } from '../../fields/common/shown.ts';
import type { FormModel } from '../../model/form-model.ts';
import { ApiProblem } from '../../session/api.ts';
import { session } from '../../session/session.ts';
import type { RecordPlace } from './record-place.ts';
import type { Sending, Wire } from './record-sending.ts';

/** A record that is sent: where it belongs, and what the server had of it when one began. */
interface Written {
  readonly place: RecordPlace;
  readonly base: Wire | null;
}

/** Sends what is to be saved; it is refused with status 412 when the record was saved by others meanwhile. */
export function writeRecord({ place, base }: Written, { method, body }: Sending): Promise<SavedRecord> {
  const { name: form, kind } = place.outline;
  if (method === 'POST') return session.api.call('POST /api/forms/:form/records', { path: { form }, body });
  const { id = '', revision: ifMatch = 0 } = base ?? {};
  if (kind === 'setting')
    return session.api.call(`${method} /api/forms/:form/record`, { path: { form }, body, ifMatch });
  return session.api.call(`${method} /api/forms/:form/records/:id`, { path: { form, id }, body, ifMatch });
}

/** What a save met that came too late. */
interface Met {
  /** The record as others saved it meanwhile. */
  readonly current: Wire;
  /** Both sides in one; null: they changed the same place, and somebody has to say which holds. */
  readonly merged: JsonObject | null;
}

/** Answers what stands in the way of a save that failed; null: it failed for another reason. */
export async function metBy(
  failure: unknown,
  of: { readonly form: FormModel; readonly base: Wire | null; readonly edited: JsonObject },
): Promise<Met | null> {
  if (!(failure instanceof ApiProblem) || failure.status !== 412) return null;
  const current = failure.body['current'] as Wire;
  const { form, base } = of;
  // Whoever is answered what he began with, or nothing at all, would ask for ever.
  if (!base || !isObject(current) || current.revision === base.revision) return { current, merged: null };
  const { mergeRecords } = await import('./record-merge.ts');
  // As it stands by now: somebody may have typed on.
  const merge = mergeRecords(form, base, of.edited, current);
  return { current, merged: merge.conflicts.length > 0 ? null : merge.settle(new Map()) };
}

/** Says that somebody else's changes are kept beside one's own. */
export function mergedText(theirs: JsonObject): string {
  const { modifiedBy = null } = theirs;
  if (isObject(modifiedBy) && modifiedBy['id'] === session.who?.user.id)
    return msg('您在别处改了这条记录的其他字段，两处的修改都会保留。', { id: 'merged-with-own' });
  return msg(str`您和${pointerName(modifiedBy)}修改了不同的字段，双方的修改都会保留。`, {
    id: 'merged-with',
  });
}
