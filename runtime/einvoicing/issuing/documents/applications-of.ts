import type { StoredAs } from '../../forms/forms.ts';

/** Ids of the applications in a pending invoice; one that somebody made by hand has none. */
export function applicationsOf({ sources }: StoredAs<'pending-invoice'>): readonly string[] {
  return [...new Set(sources?.map(({ application }) => application ?? ''))];
}
