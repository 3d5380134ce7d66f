import { type RecordName, recordNames } from '../model/record-names.ts';
import type { ChangeItem } from '../params/basket/change-set.ts';
import type { InstanceNames } from '../params/instance-names.ts';
import type { FindDefinition } from './definitions-known.ts';

/** What people call the records that changes are about, by their ids. */
export type ItemNames = ReadonlyMap<string, RecordName>;

/** Asks for number and title of the records that changes are about, as far as one may read them. */
export async function itemNames(items: readonly ChangeItem[]): Promise<ItemNames> {
  const ofRecords = items.filter(({ form, record, hidden }) => form && record && !hidden);
  const byForm = Map.groupBy(ofRecords, ({ form = '' }) => form);
  const found = await Promise.all(
    [...byForm].map(([form, some]) =>
      recordNames(form, [...new Set(some.flatMap(({ record }) => record ?? []))]),
    ),
  );
  return new Map(found.flatMap((one) => [...one]));
}

/** The tax number, form … that a parameter is set for, with whose it is; empty: it is one for all. */
export function instanceWords(
  { type = '', key = '' }: ChangeItem,
  find: FindDefinition,
  names: InstanceNames,
): string {
  const definition = find(type, key);
  return definition && definition.key === undefined ? names.shown(key, definition) : '';
}
