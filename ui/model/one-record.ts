import type { Json } from '../../metadata/common/json.ts';
import { session } from '../session/session.ts';

export type PlatformRecord = { readonly id: string; readonly revision: number } & Readonly<
  Record<string, Json | undefined>
>;

/** One record of a platform form, found by the form's id, as its manager sees it. */
export function readPlatformRecord(form: string, id: string, signal: AbortSignal): Promise<PlatformRecord> {
  return session.api.get(pathOf(form, id), { query: { view: 'manage' }, signal });
}

/** Writes the members given; throws what the server refuses. */
export function changePlatformRecord(
  form: string,
  { id, revision: ifMatch }: PlatformRecord,
  members: { readonly [name: string]: Json },
): Promise<PlatformRecord> {
  return session.api.patch(pathOf(form, id), members, { ifMatch });
}

function pathOf(form: string, id: string): string {
  return `/api/forms/${session.formById(form)?.name ?? form}/records/${id}`;
}
