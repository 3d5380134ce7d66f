import { addressOf, keysAsked } from '../../../rules/params/address.ts';
import { type ChangeCause, changeCause } from '../../../rules/params/change-cause.ts';
import { changesAt, type EffectiveChange, type Named } from '../../../rules/params/effective-changes.ts';
import type { WatchState } from './watch-state.ts';

/** Stands for all keys of a type. */
export const everyKey = '*';

/** The parameters that somebody watches, by type and key, as one organisation reads them. */
export interface Watched {
  readonly org: string;
  readonly names: readonly Named[];
  /** The instance that keys with a dimension are taken from where all of a type are meant. Null: those are left out. */
  readonly instance: string | null;
  /** All instances that anybody spoke of, instead. Default: that one. */
  readonly allInstances?: boolean;
}

export interface CausedChange extends EffectiveChange {
  readonly cause: ChangeCause;
}

/** The same text for whoever watches the same. */
export function watchedText({ org, names, instance, allInstances = false }: Watched): string {
  return JSON.stringify([org, instance, allInstances, names.map(({ type, key }) => `${type}.${key}`).sort()]);
}

/** The addresses meant, as they are defined and spoken of. */
function addressesOf(
  { names, instance, allInstances }: Watched,
  { model, values }: Pick<WatchState, 'model' | 'values'>,
): readonly Named[] {
  const found = new Map<string, Named>();
  const take = (type: string, key: string) => {
    if (addressOf(model, type, key)) found.set(`${type}.${key}`, { type, key });
  };
  for (const { type, key } of names) {
    if (key !== everyKey) found.set(`${type}.${key}`, { type, key });
    else {
      for (const { key: literal } of model.params.get(type)?.params ?? []) {
        const own = literal ?? instance;
        if (own !== null) take(type, own);
      }
      if (allInstances) for (const spoken of values?.ofType(type)?.keys() ?? []) take(type, spoken);
    }
  }
  return [...found.values()];
}

/** Finds the changes between two states that follow each other. */
export function changesFor(watched: Watched, before: WatchState, after: WatchState): readonly CausedChange[] {
  const agrees = before.orgs === after.orgs && before.model === after.model && before.date === after.date;
  const addresses = addressesOf(watched, after);
  const named =
    before.model === after.model && !watched.allInstances
      ? addresses
      : [
          ...new Map(
            [...addressesOf(watched, before), ...addresses].map((one) => [parameterName(one), one]),
          ).values(),
        ];
  return named
    .filter((address) => !agrees || isTouched(address, before, after))
    .flatMap((address) => changesAt(address, before, after, [watched.org]))
    .map((change) => ({ ...change, cause: changeCause(change, before, after) }));
}

const parameterName = ({ type, key }: Named): string => `${type}.${key}`;

/** Whether something was set or taken away at a key that speaks for the address. */
function isTouched({ type, key }: Named, before: WatchState, after: WatchState): boolean {
  const [was, is] = [before.values?.ofType(type), after.values?.ofType(type)];
  if (was === is) return false;
  const address = addressOf(after.model, type, key);
  return address !== undefined && keysAsked(address.param, key).some((one) => was?.get(one) !== is?.get(one));
}
