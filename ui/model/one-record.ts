import type { JsonObject } from '../../metadata/common/json.ts';
import type { WireRecord } from '../../metadata/contract/records/record.ts';
import { session } from '../session/session.ts';

/** One record of a platform form, found by the form's id, as its manager sees it. */
export function readPlatformRecord(form: string, id: string, signal: AbortSignal): Promise<WireRecord> {
  return session.api.call('GET /api/forms/:form/records/:id', {
    path: pathOf(form, id),
    query: { view: 'manage' },
    signal,
  });
}

/** Writes the members given; throws what the server refuses. */
export function changePlatformRecord(
  form: string,
  { id, revision: ifMatch }: WireRecord,
  members: JsonObject,
): Promise<WireRecord> {
  return session.api.call('PATCH /api/forms/:form/records/:id', {
    path: pathOf(form, id),
    body: members,
    ifMatch,
  });
}

function pathOf(form: string, id: string) {
  return { form: session.formById(form)?.name ?? form, id };
}
