import { parameterDoor } from '../../rules/params/parameter-door.ts';
import { type Call, readParameters } from './call.ts';

/**
 * Reads parameters for an organisation, as other systems would write them; null: nothing is set. Default: that of the
 * call.
 */
export function parameterTexts(call: Call, org: string = call.org): ReturnType<typeof parameterDoor> {
  return parameterDoor(call.served.model, readParameters(call, org));
}
