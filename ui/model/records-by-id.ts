import type { WireRecord } from '../../metadata/contract/records/record.ts';
import type { RouteRequest } from '../session/route.ts';
import { session } from '../session/session.ts';

/** Ids in one question: an address has its limits. */
const together = 100;

type ListQuery = NonNullable<RouteRequest<'GET /api/forms/:form/records'>['query']>;

/** Records of a form by their ids, as far as one may see them; `form` is its name. */
export async function recordsById(
  form: string,
  ids: readonly string[],
  query: ListQuery & { readonly view: 'use' | 'manage' },
): Promise<ReadonlyMap<string, WireRecord>> {
  const found = new Map<string, WireRecord>();
  for (let from = 0; from < ids.length; from += together) {
    const value = ids.slice(from, from + together);
    const filter = JSON.stringify({ fact: 'id', operator: 'in', value });
    const { items } = await session.api.call('GET /api/forms/:form/records', {
      path: { form },
      query: { ...query, filter, limit: value.length },
    });
    for (const item of items) found.set(item.id, item);
  }
  return found;
}
