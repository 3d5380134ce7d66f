import type { ReferringForm } from '../../metadata/contract/records/calls.ts';
import { session } from '../session/session.ts';

/** So many records of a form. */
export interface ReferringCount {
  /** Name of the form. */
  readonly form: string;
  readonly count: number;
}

/**
 * Counts the records that refer to one, by the organisation (id) that created them, as far as one may see them; those
 * whose organisations nothing refers in are absent.
 */
export async function referringThere(
  { form, id, orgs }: { readonly form: string; readonly id: string; readonly orgs: readonly string[] },
  signal: AbortSignal,
): Promise<ReadonlyMap<string, readonly ReferringCount[]>> {
  const path = { form, id };
  const { forms } = await session.api.call('GET /api/forms/:form/records/:id/references', { path, signal });
  const found = new Map<string, ReferringCount[]>();
  for (const referring of forms)
    for (const [org, count] of await countedIn(referring, orgs, signal))
      found.set(org, [...(found.get(org) ?? []), { form: referring.form, count }]);
  return found;
}

async function countedIn(
  { form, filter }: ReferringForm,
  orgs: readonly string[],
  signal: AbortSignal,
): Promise<readonly (readonly [string, number])[]> {
  const there = { all: [filter, { fact: 'org', operator: 'in', value: orgs }] };
  const { lines } = await session.api.call('POST /api/forms/:form/reports', {
    path: { form },
    query: { view: 'manage', filter: JSON.stringify(there) },
    body: { groups: [{ field: 'org' }], values: [{ of: 'count' }] },
    signal,
  });
  return lines.flatMap(({ keys: [key], cells }) => {
    const { id } = (key?.value ?? {}) as { readonly id?: string };
    return id ? [[id, Number(cells[0]?.[0] ?? 0)] as const] : [];
  });
}
