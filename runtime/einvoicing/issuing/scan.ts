import type { JsonObject } from '../../../metadata/common/json.ts';
import type { Call } from '../../call/call.ts';
import type { Written } from '../../storage/store/record/store.ts';
import { requireForms } from './documents/document-forms.ts';
import type { IssuingParts } from './documents/issuing-parts.ts';

/**
 * Makes an application of what somebody gave who scanned an organisation's code, with its title mapped as it is
 * configured for scans.
 */
export async function applicationFromScan(
  { store, mapTitle }: IssuingParts,
  call: Call,
  given: JsonObject,
): Promise<Written> {
  const { application: form } = requireForms(call);
  const scanned = { ...given, dataSource: 'scan' };
  const mapped = await mapTitle(call, scanned);
  return store.create(call, form, { ...scanned, ...mapped });
}
