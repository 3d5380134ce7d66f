import type { JsonObject } from '../../../../../metadata/common/json.ts';
import type { DoingOne } from '../../../../storage/store/act/acting.ts';
import { ChannelAway } from '../../../channels/channel.ts';
import { requireForm } from '../../../forms/forms.ts';
import { asPlatform, requireForms } from '../../documents/document-forms.ts';
import type { IssuingParts } from '../../documents/issuing-parts.ts';
import { informationNeeded, informationRefused, informationUnconnected } from '../../documents/refusals.ts';
import { isUnused } from '../held-of-blue.ts';
import { linesOf, makeRed } from '../reverse-invoice.ts';
import { askToRevoke } from './ask-to-revoke.ts';
import { informationChannel } from './information-channel.ts';

/** Sends a form to the bureau: it is asked at once, and again until it answered. */
export async function sendInformation(parts: IssuingParts, doing: DoingOne): Promise<void> {
  const { call, id, ifMatch, action } = doing;
  const form = requireForm(call, 'red-information');
  const seen = await parts.store.toAct(call, form, id, { action, ifMatch });
  const platform = asPlatform(call, seen.org);
  if (!(await informationChannel(parts, platform, seen)))
    throw informationUnconnected({ number: seen.number ?? '' });
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

/**
 * Takes a number back that nothing goes by. From when it is asked for nobody takes the form; where the bureau is away
 * it is asked again until it answered.
 */
export async function revokeInformation(parts: IssuingParts, doing: DoingOne): Promise<void> {
  const { call, id, ifMatch, action } = doing;
  const form = requireForm(call, 'red-information');
  const seen = await parts.store.toAct(call, form, id, { action, ifMatch });
  const platform = asPlatform(call, seen.org);
  const number = seen.number ?? '';
  if (!(await informationChannel(parts, platform, seen))) throw informationUnconnected({ number });
  const forms = requireForms(platform);
  await parts.store.atOnce<JsonObject>(platform, async (transaction) => {
    const current = await transaction.read(form, id);
    if (!(await isUnused(transaction, forms, id))) throw informationRefused({ number, why: goesBy });
    if (current.status === 'numbered')
      await transaction.change(form, current, { status: 'revoking', waitsFor: null }, 'revoke');
    return {};
  });
  parts.wake();
  try {
    const { why } = await askToRevoke(parts, platform, id);
    if (why) throw informationRefused({ number, why });
  } catch (failure) {
    if (!(failure instanceof ChannelAway)) throw failure;
  }
}

const goesBy = {
  zh: '有红字待开发票按它开具，请先删除该待开发票',
  en: 'a red pending invoice uses it; delete that first',
};

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
