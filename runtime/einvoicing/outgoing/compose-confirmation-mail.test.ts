import { expect, it } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { standardModel } from '../../../workshop/standard-model.ts';
import { composeConfirmationMail } from './compose-confirmation-mail.ts';

const { formsById } = await standardModel();
const [about, schemeForm] = [formsById.get('red-confirmation'), formsById.get('red-mail-scheme')];
if (!about || !schemeForm) throw new Error('no forms');
const confirmation = { number: 'R1', sellerName: '卖方', buyerName: '买方', gross: '-113' };
const composed = (scheme: JsonObject) =>
  composeConfirmationMail({ about, schemeForm, scheme, confirmation, scene: 'waiting' });
const usual = composed({ mailbox: 'own', ownTemplate: 'default' });
const own = { mailbox: 'own', ownTemplate: 'own', ownSubject: '请确认', ownBody: '<p>[&购方名称&]</p>' };

it.each<[option: string, other: JsonObject]>([
  ['ownTemplate', { ownTemplate: 'default' }],
  ['ownSubject', { ownSubject: '另一' }],
  ['ownBody', { ownBody: '<p>另一</p>' }],
])('about a red confirmation is another mail by %s', (_option, other) => {
  expect(composed({ ...own, ...other })).not.toEqual(composed(own));
});

it('says what the scheme says only where it has words and a mailbox of its own', () => {
  expect(composed(own)).toEqual({ subject: '请确认', html: '<p>买方</p>', language: 'zh' });
  expect(composed({ ...own, ownTemplate: 'default' })).toEqual(usual);
  expect(composed({ ...own, mailbox: 'system' })).toEqual(usual);
});

it('is not sent with a variable that nobody knows', () => {
  expect(composed({ ...own, ownBody: '[&无此变量&]' })).toMatchObject({ code: 'mail-template-wrong' });
});
