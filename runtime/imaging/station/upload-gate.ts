import type { ImagingMode } from '../../../rules/imaging/imaging-mode/imaging-mode.ts';
import type { Call } from '../../call/call.ts';
import type { StoredAs } from '../../einvoicing/forms/forms.ts';
import { questionOf } from '../bills/question-of.ts';
import { type Routed, routeQuestion, scannerOf } from '../route/route-bills.ts';
import type { StationParts } from './station-parts.ts';

type Bill = StoredAs<'image-bill'>;

/** Why somebody cannot bring images to a bill; named as the options of a page's reason are. */
export type UploadRefused = 'bill-elsewhere' | 'bill-not-waiting' | 'scanner-other';

export type UploadGate = (bill: Bill) => Promise<UploadRefused | null>;

/**
 * Makes the function that says whether the caller can bring images to a bill now, in the organisation of his call; the
 * configuration is read once.
 */
export async function uploadGate({ decisions, now }: StationParts, call: Call): Promise<UploadGate> {
  const own = { ...call, now: now(call.org) };
  const [modeOf, decide] = await Promise.all(
    ['imaging-mode', 'imaging-route'].map((name) => decisions.answering(own, name, { whole: true })),
  );
  if (!modeOf || !decide) throw new Error('imaging decides nothing');
  return async (bill) => {
    if (bill.org !== call.org) return 'bill-elsewhere';
    if (bill.stage !== 'upload') return 'bill-not-waiting';
    const mode = (await modeOf({ ...questionOf(bill) })).result as ImagingMode;
    const { result } = await decide({ ...routeQuestion(bill, 'upload', mode, true) });
    const route = result as Routed;
    if (!route.offered) return 'bill-not-waiting';
    const scanner = scannerOf(route, bill);
    return scanner && scanner !== call.user.id ? 'scanner-other' : null;
  };
}
