import type { Issue } from '../issue.ts';

/** A new master has to say who sees its records: until it does, it is not published. */
export function sharingNeeded(form: string, place: Pick<Issue, 'package' | 'file' | 'pointer'>): Issue {
  return { ...place, code: 'sharing-needed', severity: 'error', params: { form } };
}
