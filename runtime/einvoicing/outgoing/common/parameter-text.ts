import type { Call } from '../../../call/call.ts';
import { parameterTexts } from '../../../call/parameter-texts.ts';

/** Reads a parameter for the organisation of the call, as other systems would write it; null: it says nothing. */
export function parameterText(call: Call, type: string, key: string): string | null {
  return parameterTexts(call)(type, key);
}
