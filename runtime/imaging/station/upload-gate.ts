import type { Call } from '../../call/call.ts';
import type { StoredAs } from '../../einvoicing/forms/forms.ts';
import { routeOf, scannerOf } from '../route/route-bills.ts';
import type { StationParts } from './station-parts.ts';

type Bill = StoredAs<'image-bill'>;

/** Why somebody cannot bring images to a bill; named as the options of a page's reason are. */
export type UploadRefused = 'bill-elsewhere' | 'bill-not-waiting' | 'scanner-other';

export type UploadGate = (bill: Bill) => Promise<UploadRefused | null>;

/** Makes the function that says whether the caller can bring images to a bill now, in the organisation of his call. */
export function uploadGate(parts: StationParts, call: Call): UploadGate {
  const own = { ...call, now: parts.now(call.org) };
  return async (bill) => {
    if (bill.org !== call.org) return 'bill-elsewhere';
    if (bill.stage !== 'upload') return 'bill-not-waiting';
    const { route } = await routeOf(parts, own, bill, 'upload');
    if (!route.offered) return 'bill-not-waiting';
    const scanner = scannerOf(route, bill);
    return scanner && scanner !== call.user.id ? 'scanner-other' : null;
  };
}
