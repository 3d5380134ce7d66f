import type { Model } from '../../metadata/model.ts';
import type { ParameterText } from '../decisions/parameter-text.ts';
import { type Address, addressOf } from './address.ts';
import { effectiveValue } from './effective.ts';
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
