import { parameterDoor } from '../../rules/params/parameter-door.ts';
import { type Call, readParameters } from '../call/call.ts';

/** What a parameter says for the organisation of the call, as other systems would write it; null: nothing. */
export function parameterText(call: Call, type: string, key: string): string | null {
  return parameterDoor(call.served.model, readParameters(call, call.org))(type, key);
}
