import type { TrailEntry } from '../../../metadata/contract/audit/calls.ts';
import type { FormModel } from '../../model/form-model.ts';
import { forms } from '../../model/forms.ts';
import type { Version } from '../../record/versions/record-actions.ts';
import { session } from '../../session/session.ts';

interface AuditChanges {
  readonly form: FormModel;
  readonly changes: Version['changes'];
}

/**
 * Reads which fields the write of an entry of the trail changed, as far as one may see the record's history; null:
 * nothing can be said of it.
 */
export async function readChanges(item: TrailEntry, signal: AbortSignal): Promise<AuditChanges | null> {
  if (!item.form || item.target === null || !session.form(item.form)) return null;
  const query = item.revision === undefined ? {} : { before: item.revision + 1, limit: 1 };
  const [form, { items }] = await Promise.all([
    forms.get(item.form),
    session.api.call('GET /api/forms/:form/records/:id/history', {
      path: { form: item.form, id: item.target },
      query,
      signal,
    }),
  ]);
  return { form, changes: items.find(({ revision }) => revision === item.revision)?.changes ?? [] };
}
