import type { ImageLimits } from '../../../rules/imaging/contract.ts';
import type { Call } from '../../call/call.ts';
import { systemCall } from '../../call/system-call.ts';
import { knownForm } from '../../einvoicing/forms/forms.ts';
import { formatOf, limitsIn } from './image-limits.ts';
import type { ImagingParts } from './imaging-parts.ts';

/**
 * What is taken as an image of a bill in the organisation of a call, by the names of file types: everybody who brings
 * one is told before, whether he may read the settings or not.
 */
export async function ownLimits({ store }: Pick<ImagingParts, 'store'>, call: Call): Promise<ImageLimits> {
  const form = knownForm(call, 'imaging-global');
  if (!form) return { types: null, largest: null };
  const own = { ...systemCall(call.served, call.now), org: call.org };
  const { formats, limit } = limitsIn(form, await store.setting(own, form));
  const typeOf = new Map(Object.entries(formatOf).map(([type, format]) => [format, type]));
  return { types: formats.map((format) => typeOf.get(format) ?? format), largest: limit };
}
