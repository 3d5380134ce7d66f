import type { JsonObject } from '../../../../../metadata/common/json.ts';
import type { Call } from '../../../../call/call.ts';
import type { DoingOne } from '../../../../storage/store/act/acting.ts';
import { requireForm, type StoredAs } from '../../../forms/forms.ts';
import { whereBlueWas } from '../../documents/channel-for.ts';
import { asPlatform } from '../../documents/document-forms.ts';
import type { IssuingParts } from '../../documents/issuing-parts.ts';
import { informationNeeded, informationRefused, informationUnconnected } from '../../documents/refusals.ts';
import { linesOf, makeRed } from '../reverse-invoice.ts';
import { informationChannel } from './information-channel.ts';

/** Sends a form to the bureau: it is asked at once, and again until it answered. */
export async function sendInformation(parts: IssuingParts, doing: DoingOne): Promise<void> {
  const { call, id, ifMatch, action } = doing;
  const form = requireForm(call, 'red-information');
  const seen = await parts.store.toAct(call, form, id, { action, ifMatch });
  const platform = asPlatform(call, seen.org);
  if (!(await connected(parts, platform, seen))) throw informationUnconnected({ number: seen.number ?? '' });
  await parts.store.atOnce<JsonObject>(platform, async (transaction) => {
    const current = await transaction.read(form, id);
    // Somebody else was quicker, and asked the same.
    if (current.status !== 'draft' && current.status !== 'refused') return {};
    const values = { status: 'sent', attempt: (current.attempt ?? 0) + 1, waitsFor: null };
    await transaction.change(form, current, values, 'send');
    return {};
  });
  parts.wake();
}

/** Takes a number back that nothing goes by. */
export async function revokeInformation(parts: IssuingParts, doing: DoingOne): Promise<void> {
  const { call, id, ifMatch, action } = doing;
  const form = requireForm(call, 'red-information');
  const seen = await parts.store.toAct(call, form, id, { action, ifMatch });
  const platform = asPlatform(call, seen.org);
  const number = seen.number ?? '';
  const forms = await connected(parts, platform, seen);
  if (!forms) throw informationUnconnected({ number });
  const pending = requireForm(call, 'pending-invoice');
  // Nobody takes it while the bureau is asked: who goes by it meanwhile finds it revoked.
  await parts.store.atOnce<JsonObject>(platform, async (transaction) => {
    const taken = await transaction.where(pending, 'redInformation', id);
    if (taken.length > 0) throw informationRefused({ number, why: goesBy });
    return {};
  });
  const result = await forms.revoke(seen.informationNo ?? '');
  if (result.state === 'failed') throw informationRefused({ number, why: result.message });
  if (result.state === 'processing') throw informationRefused({ number, why: stillAtIt });
  await parts.store.atOnce<JsonObject>(platform, async (transaction) => {
    const current = await transaction.read(form, id);
    if (current.status === 'numbered')
      await transaction.change(form, current, { status: 'revoked' }, 'revoke');
    return {};
  });
}

async function connected(parts: IssuingParts, call: Call, form: StoredAs<'red-information'>) {
  const { sellerTaxNo = null, invoiceType = null } = form;
  const blueInvoice = form.blueInvoice ? { id: form.blueInvoice } : null;
  const where = await whereBlueWas(parts, call, { blueInvoice });
  return informationChannel(parts, call, { sellerTaxNo, invoiceType, ...where });
}

const goesBy = {
  zh: '有红字待开发票按它开具，请先删除该待开发票',
  en: 'a red pending invoice goes by it; delete that first',
};
const stillAtIt = { zh: '税局正在处理，请稍后再试', en: 'the bureau is at it; try again a little later' };

/** Makes the red pending invoice that a numbered form allows. */
export async function redByInformation(parts: IssuingParts, doing: DoingOne): Promise<void> {
  const { call, id, ifMatch, action } = doing;
  const form = requireForm(call, 'red-information');
  const seen = await parts.store.toAct(call, form, id, { action, ifMatch });
  const platform = asPlatform(call, seen.org);
  const invoice = requireForm(call, 'invoice');
  const blueId = seen.blueInvoice;
  if (!blueId) throw informationNeeded({ number: seen.blueInvoiceNo ?? '' });
  const blue = await parts.store.toAct(call, invoice, blueId, { action: 'red' });
  await makeRed(parts, platform, blue, {
    reason: seen.redReason ?? 'return',
    named: linesOf(seen, blue),
    by: { information: id },
    operator: call.user.id,
  });
}
