import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import type { Param } from '../../../metadata/kinds/common/param-value.ts';
import type { Model } from '../../../metadata/model.ts';
import { type Address, addressOf, everyInstance } from '../../../rules/params/address.ts';
import { type EffectiveState, readAt } from '../../../rules/params/effective-changes.ts';
import type { SetValue } from '../../../rules/params/set-value.ts';
import { isSecret, wireOf } from '../../params/wire-value.ts';

/** The state by which flags are evaluated. */
export interface Evaluated {
  readonly state: EffectiveState & { readonly model: Model };
  readonly org: string;
  /** The instances from which keys with a dimension are taken, by dimension. */
  readonly instances: Instances;
}

/** Of each dimension that the context says. */
export type Instances = Readonly<Partial<Record<NonNullable<Param['dimension']>, string>>>;

/** `type.*` is what the context's instance reads; without one, what is said of all instances. */
export function flagAddress(name: string, { state, instances }: Evaluated): Address | undefined {
  const dot = name.indexOf('.');
  const [type, key] = [name.slice(0, Math.max(0, dot)), name.slice(dot + 1)];
  const address = addressOf(state.model, type, key);
  const { dimension } = address?.param ?? {};
  if (!address || key !== everyInstance || dimension === undefined) return address;
  return { ...address, key: instances[dimension] ?? everyInstance };
}

/** The flag as the protocol says it; null: nothing holds, or it is nobody's to read. */
export function flagOf(name: string, address: Address, { state, org }: Evaluated): JsonObject | null {
  if (isSecret(address)) return null;
  const read = readAt(address, state, org);
  if (read?.value === undefined) return null;
  const { set } = read;
  return {
    key: name,
    value: flagValue(wireOf(read.value, address, state.model), address),
    reason: reasonOf(address, set),
    // The item's own: of the whole set's, all would look changed whenever one is.
    ...(set?.written && { metadata: { revision: set.written.revision } }),
  };
}

/** Names of all flags of a type, with the instance the context says and without. */
export function flagNames(
  { type, params }: { readonly type: string; readonly params: readonly Param[] },
  instances: Instances,
): readonly string[] {
  const names = params.flatMap(({ key, dimension }) => {
    if (dimension === undefined) return [`${type}.${key}`];
    const instance = instances[dimension];
    return [`${type}.${everyInstance}`, ...(instance === undefined ? [] : [`${type}.${instance}`])];
  });
  return [...new Set(names)];
}

function reasonOf({ key, param }: Address, set: SetValue | undefined): string {
  if (set === undefined) return param.preset === undefined ? 'DEFAULT' : 'STATIC';
  if (set.value === null) return 'DEFAULT';
  const isOfInstance = param.key === undefined && set.key !== everyInstance && key !== everyInstance;
  return set.org !== null || isOfInstance ? 'TARGETING_MATCH' : 'STATIC';
}

/** Numbers are numbers there, as long as they are exact. */
function flagValue(value: Json, { param }: Address): Json {
  if (param.field.kind.comparison(param.field) !== 'number') return value;
  if (Array.isArray(value)) return value.map(exactNumber);
  return exactNumber(value);
}

function exactNumber(value: Json): Json {
  if (typeof value !== 'string' || !/^-?\d+(\.\d+)?$/.test(value)) return value;
  const digits = value.replace(/[-.]/g, '').replace(/^0+/, '');
  return digits.length <= 15 ? Number(value) : value;
}
