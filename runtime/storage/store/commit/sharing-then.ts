import type { JsonObject } from '../../../../metadata/common/json.ts';
import type { SharingNote } from './sharing-note.ts';

/** Who holds a record, and whose copies there are, as the notes of its versions tell one after the other. */
export interface SharingThen {
  /** Organisations, each with the one that passed it on. */
  readonly assigned: Map<string, string>;
  /** Copies by organisation, each with the revision in whose words it is. */
  readonly copies: Map<string, { readonly content: JsonObject; readonly revision: number }>;
}

export function noSharing(): SharingThen {
  return { assigned: new Map(), copies: new Map() };
}

/** Follows the note of the next version. */
export function followSharing(
  { assigned, copies: known }: SharingThen,
  note: SharingNote | undefined,
  revision: number,
): void {
  const { given = [], taken = [], copy, held = [], copies = [] } = note ?? {};
  for (const { org, by } of [...held, ...given]) assigned.set(org, by);
  for (const { org } of taken) assigned.delete(org);
  for (const { org, content, revision: then = revision } of copies)
    known.set(org, { content, revision: then });
  if (copy?.after) known.set(copy.org, { content: copy.after, revision });
  else if (copy) known.delete(copy.org);
}

/** The note of a version before which no other is kept: it says as well what those said. */
export function withFormerSharing(
  note: SharingNote | undefined,
  { assigned, copies }: SharingThen,
): SharingNote | undefined {
  if (assigned.size + copies.size === 0) return note;
  const held = [...assigned].map(([org, by]) => ({ org, by }));
  const former = [...copies].map(([org, copy]) => ({ org, ...copy }));
  return {
    ...note,
    ...(held.length > 0 ? { held: [...held, ...(note?.held ?? [])] } : {}),
    ...(former.length > 0 ? { copies: [...former, ...(note?.copies ?? [])] } : {}),
  };
}
