import { append } from '../../metadata/common/append.ts';
import type { Json } from '../../metadata/common/json.ts';
import type { Model } from '../../metadata/model.ts';
import type { OrgTree } from '../sharing/org-tree.ts';
import { type Address, addressOf, everyInstance, keysAsked } from './address.ts';
import { effectiveValue, type SetAtKey, systemScope, valueRead } from './effective.ts';
import { textOf } from './parameter-door.ts';
import type { SetValue } from './set-value.ts';
import { askOf, type SetValues } from './set-values.ts';

/** The state that decides what organisations read, at one moment. */
export interface EffectiveState {
  readonly values: SetValues | undefined;
  readonly orgs: OrgTree;
  readonly model: Pick<Model, 'params'>;
  /** Local to an organisation; null: to the whole system. */
  readonly date: (org: string | null) => string;
}

/** The value that an organisation reads. */
export interface Effective {
  /** Absent: being unset means no value. */
  readonly value?: Json;
  /** As other systems spell it; null: no text says it. */
  readonly raw: string | null;
  /** Somebody set it, here or above. */
  readonly isSet: boolean;
  /** The value that is effective, as it was set. Absent: nobody's. */
  readonly set?: SetValue;
}

export interface EffectiveChange {
  readonly type: string;
  readonly key: string;
  /** Null: what the whole system reads that is no organisation's. */
  readonly org: string | null;
  /** Null: there was no such organisation or definition. */
  readonly from: Effective | null;
  readonly to: Effective | null;
}

export type Named = Pick<Address, 'type' | 'key'>;

/**
 * Walks the addresses at which another value is read, one by one: each step of the walk is what changed at one of them,
 * often nothing, so that whoever walks may stop or pause between. `*` stands for the instances nobody spoke of. Unless
 * others are named it walks all addresses that could have changed; states that share a tree, a model or a function for
 * dates are known to agree in it.
 */
export function* effectiveChanges(
  before: EffectiveState,
  after: EffectiveState,
  addresses: Iterable<Named> = movedAddresses(before, after),
): Generator<readonly EffectiveChange[]> {
  const everyone = agree(before, after) ? undefined : everyOrg(before, after);
  for (const address of addresses)
    yield changesAt(address, before, after, everyone ?? orgsReached(address, before, after));
}

/** The first so many of all that changed, and how many there are. */
export interface SomeChanges {
  readonly changes: readonly EffectiveChange[];
  readonly total: number;
}

/** Lists the changes at one address, for the organisations named. */
export function changesAt(
  { type, key }: Named,
  before: EffectiveState,
  after: EffectiveState,
  orgs: Iterable<string | null>,
): readonly EffectiveChange[] {
  const was = addressOf(before.model, type, key);
  const is = addressOf(after.model, type, key);
  const changes: EffectiveChange[] = [];
  for (const org of orgs) {
    const [one, other] = [setFor(was, before, org), setFor(is, after, org)];
    // Most read what they read: it need not be spelt to be known as the same.
    if (was?.param === is?.param && one === other) continue;
    const [from, to] = [effectiveOf(was, one), effectiveOf(is, other)];
    if (!readsTheSame(from, to)) changes.push({ type, key, org, from, to });
  }
  return changes;
}

/** Returns the value that one organisation, or the whole system, reads at one address; null: there is none to read. */
export function readAt({ type, key }: Named, state: EffectiveState, org: string | null): Effective | null {
  const address = addressOf(state.model, type, key);
  return effectiveOf(address, setFor(address, state, org));
}

/** Tells whether both read the same: who said it, and where, may differ. */
export function readsTheSame(one: Effective | null, other: Effective | null): boolean {
  if (one === null || other === null) return one === other;
  return one.isSet === other.isSet && one.raw === other.raw && spelt(one) === spelt(other);
}

/** Null: there is no such organisation. Undefined: nothing is set. */
function setFor(
  address: Address | undefined,
  { values, orgs, date }: EffectiveState,
  org: string | null,
): SetValue | null | undefined {
  if (!address || (org !== null && !orgs.get(org))) return null;
  return effectiveValue(askOf(address, values, { orgs, org, date: date(org) }));
}

function effectiveOf(address: Address | undefined, set: SetValue | null | undefined): Effective | null {
  if (!address || set === null) return null;
  const value = valueRead(set, address.param);
  return {
    ...(value !== undefined && { value }),
    raw: textOf(address, set),
    isSet: set !== undefined && set.value !== null,
    ...(set && { set }),
  };
}

/** Values are canonical, so that equal ones are spelt alike. */
function spelt({ value }: Effective): string | undefined {
  return value === undefined ? value : JSON.stringify(value);
}

/** Counts all changes of a walk and keeps the first so many. `pause` is awaited between addresses. */
export async function someChanges(
  walk: Iterable<readonly EffectiveChange[]>,
  most: number,
  pause: () => Promise<void> | undefined,
): Promise<SomeChanges> {
  const changes: EffectiveChange[] = [];
  let total = 0;
  for (const some of walk) {
    total += some.length;
    if (changes.length < most) append(changes, some.slice(0, most - changes.length));
    await pause();
  }
  return { changes, total };
}

/**
 * Addresses at which something that is read may have become another: those whose values moved, with the instances
 * for which they speak; all that are known where a tree, a model or the dates moved.
 */
export function movedAddresses(before: EffectiveState, after: EffectiveState): readonly Named[] {
  const agreed = agree(before, after);
  const found: Named[] = [];
  for (const type of new Set([...before.model.params.keys(), ...after.model.params.keys()])) {
    const [was, is] = [before.values?.ofType(type), after.values?.ofType(type)];
    if (agreed && was === is) continue;
    const known = knownKeys(type, before, after);
    for (const key of known) {
      const address = addressOf(after.model, type, key) ?? addressOf(before.model, type, key);
      if (!address) continue;
      const asked = agreed ? keysAsked(address.param, key) : [];
      if (!agreed || asked.some((one) => was?.get(one) !== is?.get(one))) found.push({ type, key });
    }
  }
  return found;
}

/** Every key of a type that reads as no other does: those defined, and instances somebody spoke of. */
function knownKeys(type: string, ...states: readonly EffectiveState[]): ReadonlySet<string> {
  const keys = new Set<string>();
  for (const { model, values } of states) {
    for (const { key, dimension } of model.params.get(type)?.params ?? [])
      if (key !== undefined) keys.add(key);
      else if (dimension !== undefined) keys.add(everyInstance);
    for (const key of values?.ofType(type)?.keys() ?? []) keys.add(key);
  }
  return keys;
}

function agree(before: EffectiveState, after: EffectiveState): boolean {
  return before.orgs === after.orgs && before.model === after.model && before.date === after.date;
}

function everyOrg(...states: readonly EffectiveState[]): ReadonlySet<string | null> {
  return new Set([null, ...states.flatMap(({ orgs }) => [...orgs.ids()])]);
}

/** Returns the organisations that values which moved can reach: the scopes where they stand, and all below. */
export function orgsReached(
  { type, key }: Named,
  before: EffectiveState,
  after: EffectiveState,
): ReadonlySet<string | null> {
  const address = addressOf(after.model, type, key);
  const reached = new Set<string | null>();
  for (const one of address ? keysAsked(address.param, key) : [])
    for (const scope of movedScopes(
      before.values?.ofType(type)?.get(one),
      after.values?.ofType(type)?.get(one),
    ))
      if (scope === systemScope) return everyOrg(after);
      else for (const org of after.orgs.subtree(scope)) reached.add(org);
  return reached;
}

function* movedScopes(was: SetAtKey | undefined, is: SetAtKey | undefined): Generator<string> {
  if (was === is) return;
  for (const scope of new Set([...(was?.keys() ?? []), ...(is?.keys() ?? [])]))
    if (was?.get(scope) !== is?.get(scope)) yield scope;
}
