import type { Json } from '../../metadata/common/json.ts';
import type { Param } from '../../metadata/kinds/common/param-value.ts';
import { hasWindow, isBefore, isOver, type SetValue } from './set-value.ts';

/** The values that are set at one key, by scope: the id of an organisation, or `''` for the whole system. */
export type SetAtKey = ReadonlyMap<string, readonly SetValue[]>;

/** Name of the scope that is the whole system, in maps and paths. */
export const systemScope = '';

/** The question for an effective value: those set at the keys asked, and the scopes that count, nearest first. */
export interface EffectiveQuestion {
  readonly param: Pick<Param, 'inherited' | 'scopes'>;
  /** In the order they are asked at one scope. */
  readonly keys: readonly (SetAtKey | undefined)[];
  readonly scopes: readonly string[];
  /** Local to the organisation. */
  readonly date: string;
}

/**
 * The value that is effective; undefined: what the package presets, or the meaning of unset. The nearest scope that
 * says anything wins; of locks the topmost wins over everything below it.
 */
export function effectiveValue(asked: EffectiveQuestion): SetValue | undefined {
  const { keys, scopes, date } = asked;
  let nearest: SetValue | undefined;
  let lock: SetValue | undefined;
  for (const scope of scopes) {
    const said = saidAt(keys, scope, date);
    if (said === undefined) continue;
    nearest ??= said;
    if (said.locked) lock = said;
  }
  return lock ?? nearest;
}

/** The value that is read where this one is set; undefined: nothing holds, and being unset means no value. */
export function valueRead(
  set: Pick<SetValue, 'value'> | undefined,
  { preset, unset }: Pick<Param, 'preset' | 'unset'>,
): Json | undefined {
  return set === undefined ? (preset ?? unset.value) : (set.value ?? unset.value);
}

/**
 * Scopes that speak for an organisation: itself, those above it, the whole system. One that is not inherited knows
 * only itself and the system; a scope that the definition does not take says nothing.
 *
 * @example
 * scopesAsked({}, ['branch', 'group']) //=> ['branch', 'group', '']
 * scopesAsked({ inherited: false }, ['branch', 'group']) //=> ['branch', '']
 */
export function scopesAsked(
  { inherited = true, scopes }: Pick<Param, 'inherited' | 'scopes'>,
  path: readonly string[],
): readonly string[] {
  const orgs = inherited ? path : path.slice(0, 1);
  return [...(takes(scopes, 'organisation') ? orgs : []), ...(takes(scopes, 'system') ? [systemScope] : [])];
}

export function takes(scopes: Param['scopes'], scope: 'system' | 'organisation'): boolean {
  return scopes === undefined || scopes.includes(scope);
}

/** Returns the value of a scope on a day: that of the first key with any; a window goes before any other. */
export function saidAt(keys: EffectiveQuestion['keys'], scope: string, date: string): SetValue | undefined {
  for (const key of keys) {
    const values = key?.get(scope);
    if (values === undefined) continue;
    let otherwise: SetValue | undefined;
    for (const value of values) {
      if (!hasWindow(value)) otherwise = value;
      else if (!isBefore(value, date) && !isOver(value, date)) return value;
    }
    if (otherwise !== undefined) return otherwise;
  }
  return undefined;
}
