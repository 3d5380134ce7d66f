import type { Json, JsonObject } from '../../metadata/common/json.ts';
import type { Model } from '../../metadata/model.ts';
import { paramIn } from '../../metadata/param-path.ts';
import type { ParameterText } from '../decisions/parameter-text.ts';
import { type Address, addressOf } from './address.ts';
import { effectiveValue, valueRead } from './effective.ts';
import { writeRaw } from './raw.ts';
import type { SetValue } from './set-value.ts';
import { askOf, type Place, type SetValues } from './set-values.ts';

/** The place and the day for which parameters are read, with the values that are set then. */
export interface ReadAt extends Place {
  readonly values: SetValues | undefined;
}

/**
 * The one door by which rules read what parameters say, as texts other systems would write: what is set for the
 * organisation or above it, else what the package presets, else nothing. Without a place: what is preset.
 */
export function parameterDoor(model: Pick<Model, 'params'>, at?: ReadAt): ParameterText {
  return (type, key) => {
    const address = addressOf(model, type, key);
    return address ? meantBy(address, at && effectiveValue(askOf(address, at.values, at))) : null;
  };
}

/** The values that formulas and conditions read of parameters, by their paths. */
export function parametersAsked(
  model: Pick<Model, 'params'>,
  paths: Iterable<string>,
  at?: ReadAt,
): ReadonlyMap<string, Json> {
  const found = new Map<string, Json>();
  for (const path of paths) {
    const named = paramIn(path);
    const address = named && addressOf(model, named.type, named.key);
    const value = address && valueRead(at && effectiveValue(askOf(address, at.values, at)), address.param);
    if (address) found.set(path, value ?? null);
  }
  return found;
}

/** The same as facts have them: each alone in a document. */
export function asDocuments(values: ReadonlyMap<string, Json>): ReadonlyMap<string, JsonObject> {
  return new Map(Array.from(values, ([path, value]) => [path, { value }]));
}

/** Returns the text by which other systems would write a value; null: nothing is set, or no text says it. */
export function textOf({ param, key }: Address, set: SetValue | undefined): string | null {
  if (set !== undefined) return set.value === null ? null : (set.raw ?? writeRaw(set.value, param, key));
  return param.preset === undefined ? null : writeRaw(param.preset, param, key);
}

/** The text by which rules read a value: fields stand in it by their ids, whichever names somebody wrote. */
export function meantBy(address: Address, set: SetValue | undefined): string | null {
  const { param, key } = address;
  const isOfFields = param.field.kind.fits !== undefined && param.field.kind.about !== undefined;
  if (!isOfFields || set === undefined || set.value === null) return textOf(address, set);
  return writeRaw(set.value, param, key);
}
