import { expect, it } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { standardModel } from '../../../workshop/standard-model.ts';
import { composeMail } from './compose-mail.ts';

const { formsById } = await standardModel();
const [invoice, schemeForm] = [formsById.get('invoice'), formsById.get('mail-scheme')];
if (!invoice || !schemeForm) throw new Error('no forms');
const links = { pdfUrl: 'https://f.example/pdf', ofdUrl: 'https://f.example/ofd' };
const one = {
  number: '1',
  invoiceType: '10xdp' as const,
  sellerName: '卖方',
  buyerName: '买方',
  gross: '113',
  ...links,
};
const composed = (scheme: JsonObject, many: boolean) =>
  composeMail({ invoice, schemeForm, scheme, invoices: many ? [one, { ...one, number: '2' }] : [one] });
const own = {
  mailbox: 'own',
  singleTemplate: 'own',
  singleSubject: '一',
  singleBody: '<p>一张</p>',
  multiTemplate: 'own',
  multiSubject: '多',
  multiBody: '<p>多张</p>',
};

it.each<[option: string, many: boolean, other: JsonObject]>([
  ['singleTemplate', false, { singleTemplate: 'default' }],
  ['singleSubject', false, { singleSubject: '另一' }],
  ['singleBody', false, { singleBody: '<p>另一张</p>' }],
  ['multiTemplate', true, { multiTemplate: 'default' }],
  ['multiSubject', true, { multiSubject: '另一' }],
  ['multiBody', true, { multiBody: '<p>另外几张</p>' }],
  ['mailbox', false, { mailbox: 'system' }],
  ['linkFormats', false, { linkFormats: ['pdf'] }],
  ['linkFormats', true, { linkFormats: [] }],
])('is another mail by %s, of many: %s', (_option, many, other) => {
  expect(composed({ ...own, ...other }, many)).not.toEqual(composed(own, many));
});

it('of many says nothing of what is said of one, and the other way round', () => {
  expect(composed({ ...own, multiBody: '<p>x</p>', multiSubject: 'x' }, false)).toEqual(composed(own, false));
  expect(composed({ ...own, singleBody: '<p>x</p>', singleSubject: 'x' }, true)).toEqual(composed(own, true));
});
