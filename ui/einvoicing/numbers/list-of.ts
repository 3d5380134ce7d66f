import type { Counted } from '../../../rules/einvoicing/contract/overview.ts';

/** The list that shows just these. */
export function listOf({ form, filter }: Pick<Counted, 'form' | 'filter'>): string {
  return `/forms/${form}?${new URLSearchParams({ view: 'manage', filter: JSON.stringify(filter) })}`;
}
