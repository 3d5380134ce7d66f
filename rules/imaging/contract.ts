import { call } from '../../metadata/contract/common/call.ts';
import { anyObject, closed, optional, type TypeOf, text } from '../../metadata/shape/shape.ts';

const short = (description: string) => text({ minLength: 1, maxLength: 100, description });

const bill = closed({
  application: short('As strategies and templates name it'),
  billType: short('As strategies and templates name it'),
  billNumber: short('Number of the bill in the business system'),
  billId: optional(short('Its id there')),
});
/** A bill as its business system names it. */
export type BillAsked = TypeOf<typeof bill>;

/** The calls of a business system: when a bill is submitted to it, and when it prints a cover. */
export const imaging = {
  code: call({
    method: 'POST',
    path: '/api/imaging/codes',
    access: 'signed-in',
    operation: 'imageCode',
    tag: 'issuing',
    summary: {
      zh: '单据提交时取影像编码：未登记的单据先登记；同一单据再次请求，编码不变',
      en: 'The image code of a bill that is submitted: it is registered where nobody knows it; asked again, it is the same code',
    },
    body: bill,
    answer: anyObject({ description: 'The bill as a record of `image-bill`; its image code is `code`' }),
  }),
  cover: call({
    method: 'GET',
    path: '/api/imaging/bills/:id/cover',
    access: 'signed-in',
    operation: 'billCover',
    tag: 'issuing',
    summary: {
      zh: '单据封面（HTML，可打印，按模板带影像编码二维码）',
      en: 'The cover of a bill, as a page to print, with the QR code of its image code where the template says',
    },
    answer: text(),
    type: 'text/html',
  }),
} as const;

/** Every call of imaging, by its group. */
export const imagingContract = { imaging } as const;
