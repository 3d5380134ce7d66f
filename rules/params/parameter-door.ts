import type { Model } from '../../metadata/model.ts';
import type { ParameterText } from '../decisions/check-tolerances/tolerance-switches.ts';
import { writeRaw } from './raw.ts';

/**
 * The one door by which rules read what parameters say, as texts other systems would write. Values that somebody
 * set come in as `set`; where none did, it is what the package presets, and else nothing.
 */
export function parameterDoor(model: Pick<Model, 'params'>, set: ParameterText = () => null): ParameterText {
  return (type, key) => set(type, key) ?? presetText(model, type, key);
}

function presetText(model: Pick<Model, 'params'>, type: string, key: string): string | null {
  const found = model.params.get(type)?.params.find((one) => one.key === key);
  return found?.preset === undefined ? null : writeRaw(found.preset, found, key);
}
