import type { Wire } from '../../../rules/einvoicing/forms/wire.ts';
import { imaging } from '../../../rules/imaging/contract.ts';
import { readShown } from '../../einvoicing/http/read-shown.ts';
import type { Endpoint } from '../../http/pipeline/endpoint.ts';
import { serveCall } from '../../http/pipeline/serve-call.ts';
import { printHeaders } from '../../http/records/prints.ts';
import { billForm } from '../bills/bill-form.ts';
import { coverOf } from '../bills/cover-of.ts';
import { codeOfBill } from '../bills/give-codes.ts';
import type { ImagingParts } from '../bills/imaging-parts.ts';
import { ownLimits } from '../bills/own-limits.ts';
import { reviewOf } from '../route/review-of.ts';
import { waitingBills } from '../route/waiting-bills.ts';

export function imagingEndpoints(parts: ImagingParts): readonly Endpoint[] {
  return [
    serveCall(imaging.code, async ({ ask, body }) => ({
      body: await codeOfBill(parts, ask.writeCall, await body()),
    })),
    serveCall(imaging.cover, async ({ ask, query: { format = 'html', language } }) => {
      const call = { ...ask.call, ...(language && { language }) };
      const bill: Wire<'image-bill'> = await readShown(ask, 'image-bill');
      await ask.host.store.requireRight(ask.call, billForm(ask.call), ask.recordId, 'print');
      return {
        raw: await coverOf(parts, call, bill, format),
        headers: printHeaders(format, `cover-${ask.recordId}`),
      };
    }),
    serveCall(imaging.review, async ({ ask }) => {
      const bill: Wire<'image-bill'> = await readShown(ask, 'image-bill');
      return { body: await reviewOf(parts, ask.call, bill) };
    }),
    serveCall(imaging.limits, async ({ ask }) => ({ body: await ownLimits(parts, ask.call) })),
    serveCall(imaging.waiting, async ({ ask }) => ({ body: await waitingBills(parts, ask.call) })),
  ];
}
