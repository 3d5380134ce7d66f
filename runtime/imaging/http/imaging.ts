import { imaging } from '../../../rules/imaging/contract.ts';
import { readShown } from '../../einvoicing/http/read-shown.ts';
import { facePolicy } from '../../einvoicing/issuing/face/invoice-face.ts';
import type { Endpoint } from '../../http/pipeline/endpoint.ts';
import { serveCall } from '../../http/pipeline/serve-call.ts';
import { coverOf } from '../bills/cover-of.ts';
import { codeOfBill } from '../bills/give-codes.ts';
import type { ImagingParts } from '../bills/imaging-parts.ts';

export function imagingEndpoints(parts: ImagingParts): readonly Endpoint[] {
  return [
    serveCall(imaging.code, async ({ ask, body }) => ({
      body: await codeOfBill(parts, ask.writeCall, await body()),
    })),
    serveCall(imaging.cover, async ({ ask }) => ({
      raw: await coverOf(parts, ask.call, await readShown(ask, 'image-bill')),
      headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': facePolicy },
    })),
  ];
}
