import type { JsonSchema } from '../../../metadata/common/json.ts';
import { readShown } from '../../einvoicing/http/read-shown.ts';
import { facePolicy } from '../../einvoicing/issuing/face/invoice-face.ts';
import type { Endpoint } from '../../http/pipeline/endpoint.ts';
import { anyObject } from '../../model/openapi/refs.ts';
import { coverOf } from '../bills/cover-of.ts';
import { type BillAsked, codeOfBill } from '../bills/give-codes.ts';
import type { ImagingParts } from '../bills/imaging-parts.ts';

const text: JsonSchema = { type: 'string', minLength: 1, maxLength: 100 };

/** What a business system asks when a bill is submitted to it, and what it prints. */
export function imagingEndpoints(parts: ImagingParts): readonly Endpoint[] {
  return [
    {
      method: 'POST',
      path: '/api/imaging/codes',
      access: 'signed-in',
      operation: 'imageCode',
      tag: 'issuing',
      summary: {
        zh: '单据提交时取影像编码：未登记的单据先登记；同一单据再次请求，编码不变',
        en: 'The image code of a bill that is submitted: it is registered where nobody knows it; asked again, it is the same code',
      },
      body: 'json',
      schema: {
        body: {
          type: 'object',
          required: ['application', 'billType', 'billNumber'],
          additionalProperties: false,
          properties: {
            application: { ...text, description: 'As strategies and templates name it' },
            billType: { ...text, description: 'As strategies and templates name it' },
            billNumber: { ...text, description: 'Number of the bill in the business system' },
            billId: { ...text, description: 'Its id there' },
          },
        },
        answer: {
          ...anyObject,
          description: 'The bill as a record of `image-bill`; its image code is `code`',
        },
      },
      handle: async (ask) => ({
        body: await codeOfBill(parts, ask.writeCall, await ask.body<BillAsked>()),
      }),
    },
    {
      method: 'GET',
      path: '/api/imaging/bills/:id/cover',
      access: 'signed-in',
      operation: 'billCover',
      tag: 'issuing',
      summary: {
        zh: '单据封面（HTML，可打印，按模板带影像编码二维码）',
        en: 'The cover of a bill, as a page to print, with the QR code of its image code where the template says',
      },
      schema: { answer: { type: 'string' }, type: 'text/html' },
      handle: async (ask) => ({
        raw: await coverOf(parts, ask.call, await readShown(ask, 'image-bill')),
        headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': facePolicy },
      }),
    },
  ];
}
