import { isObject, type Json } from '../../metadata/common/json.ts';
import type { ReferringForm } from '../../metadata/contract/records/calls.ts';
import { session } from '../session/session.ts';

/** So many records of a form. */
export interface ReferringCount {
  /** Name of the form. */
  readonly form: string;
  readonly count: number;
}

/** An organisation, and the records of which it is asked what there refers to any of them. */
interface Asked {
  readonly org: string;
  readonly records: readonly string[];
}

/** Records that are asked about at the same time. */
const atOnce = 8;

/**
 * Counts the records that refer to some, by the organisation (id) that created them, each once however many it refers to,
 * as far as one may see them; organisations in which nothing does are absent.
 */
export async function referringThere(
  form: string,
  asked: readonly Asked[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, readonly ReferringCount[]>> {
  const ids = [...new Set(asked.flatMap(({ records }) => records))];
  const referring = new Map<string, readonly ReferringForm[]>();
  for (let from = 0; from < ids.length; from += atOnce)
    await Promise.all(
      ids.slice(from, from + atOnce).map(async (id) => {
        const path = { form, id };
        const route = 'GET /api/forms/:form/records/:id/references';
        referring.set(id, (await session.api.call(route, { path, signal })).forms);
      }),
    );
  const found = new Map<string, ReferringCount[]>();
  // Organisations that are asked about the same records are asked together.
  for (const some of Map.groupBy(asked, ({ records }) => records.toSorted().join(' ')).values()) {
    const uses = (some[0]?.records ?? []).flatMap((id) => referring.get(id) ?? []);
    for (const [name, filters] of Map.groupBy(uses, (one) => one.form)) {
      const filter = anyOf(filters.map((one) => one.filter as Json));
      const orgs = some.map(({ org }) => org);
      for (const [org, count] of await countedIn(name, filter, orgs, signal))
        found.set(org, [...(found.get(org) ?? []), { form: name, count }]);
    }
  }
  return found;
}

/** One filter for what fits any: fields that are compared with one record each are compared with all of these. */
function anyOf(filters: readonly Json[]): Json {
  const parts = filters.flatMap((one) => (isObject(one) && Array.isArray(one['any']) ? one['any'] : [one]));
  const alike = Map.groupBy(parts, (one: Json) => {
    const { value: _, ...rest } = isObject(one) ? one : {};
    return JSON.stringify(rest);
  });
  const together = [...alike.values()].flatMap((some): readonly Json[] => {
    const [first] = some;
    if (!isObject(first) || first['operator'] !== 'equal' || some.length === 1) return some;
    const values = some.map((one) => (isObject(one) ? (one['value'] ?? null) : null));
    return [{ ...first, operator: 'in', value: [...new Set(values)] }];
  });
  return together.length === 1 ? (together[0] ?? null) : { any: together };
}

async function countedIn(
  form: string,
  filter: Json,
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
