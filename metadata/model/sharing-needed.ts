import type { Issue } from '../common/issue.ts';
import type { SharingSource } from '../source.ts';

/** The sharing of a new document that states none: it is seen by the organisation that makes it. */
export const ownAlone: SharingSource = { allowed: ['private'], default: 'private' };

/** A new master has to say who sees its records: until it does, it is not published. */
export function sharingNeeded(form: string, place: Pick<Issue, 'package' | 'file' | 'pointer'>): Issue {
  return { ...place, code: 'sharing-needed', severity: 'error', params: { form } };
}
