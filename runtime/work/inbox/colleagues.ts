import type { Condition } from '../../../metadata/condition.ts';
import type { Call } from '../../call/call.ts';
import { platformForm } from '../../call/system-call.ts';
import type { Store, WireRecord } from '../../storage/store/record/store.ts';

/** A person, as answers name one. */
export interface Named {
  readonly id: string;
  readonly number: string | null;
  readonly name: string | null;
}

type Lists = Pick<Store, 'list'>;

const enabled: Condition = { fact: 'enabled', operator: 'equal', value: true };

/** Read together. */
const pageSize = 100;

/**
 * Those who can still sign in, in the order of their numbers; `q`: a part of the number or the name. The search of the
 * form looks into addresses and telephone numbers, too, which are not for everybody.
 */
export async function* searchColleagues(
  store: Lists,
  system: Call,
  q: string | undefined,
): AsyncGenerator<Named> {
  const isCalledSo = ['number', 'name'].map(
    (fact): Condition => ({ fact, operator: 'contains', value: q ?? '' }),
  );
  let cursor: string | undefined;
  do {
    const { items, next } = await store.list(system, platformForm(system.served.model, 'user'), {
      view: 'manage',
      filter: q ? { all: [enabled, { any: isCalledSo }] } : enabled,
      fields: ['number', 'name'],
      sort: ['number'],
      limit: pageSize,
      ...(cursor !== undefined && { cursor }),
    });
    for (const one of items) yield named(one);
    cursor = next ?? undefined;
  } while (cursor !== undefined);
}

/** Null: there is none, or he is disabled. */
export async function colleagueById(store: Lists, system: Call, id: string): Promise<Named | null> {
  const found = await byIds(store, system, [id], [enabled]);
  return found[0] ?? null;
}

/** Reads their names by id, of those who are disabled as well. */
export async function namedPeople(
  store: Lists,
  system: Call,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Named>> {
  const found = await byIds(store, system, [...new Set(ids)], []);
  return new Map(found.map((one) => [one.id, one]));
}

async function byIds(
  store: Lists,
  system: Call,
  ids: readonly string[],
  more: readonly Condition[],
): Promise<readonly Named[]> {
  if (ids.length === 0) return [];
  const { items } = await store.list(system, platformForm(system.served.model, 'user'), {
    view: 'manage',
    filter: { all: [{ fact: 'id', operator: 'in', value: [...ids] }, ...more] },
    fields: ['number', 'name'],
    limit: 500,
  });
  return items.map(named);
}

function named(record: WireRecord): Named {
  const { id } = record;
  return { id, number: textOf(record['number']), name: textOf(record['name']) };
}

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);
