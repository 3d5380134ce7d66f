import type { JsonObject } from '../../../../metadata/common/json.ts';
import { isChannelKind } from '../../../../rules/einvoicing/choose-channel/choose-channel.ts';
import type { Wire } from '../../../../rules/einvoicing/forms/wire.ts';
import type { Call } from '../../../call/call.ts';
import { reasonsOfIssues } from '../../../common/messages/reasons.ts';
import type { Held } from '../../../database/lease.ts';
import type { Channel } from '../../channels/channel.ts';
import { requireForm } from '../../forms/forms.ts';
import { asPlatform, requireForms } from '../documents/document-forms.ts';
import type { IssuingParts } from '../documents/issuing-parts.ts';
import { type Failure, failureOf, quotaShort, unconnected } from '../failures/failure.ts';
import { countsQuota } from '../quota/counts-quota.ts';
import { quotaBook } from '../quota/ledger.ts';
import { quotaMonth } from '../quota/quota-left.ts';
import { redMayLeave } from '../red/red-may-leave.ts';
import { decidePush, type PushDecided } from './decide-push.ts';
import { creditTermsFor, takeCredit } from './take-credit.ts';
import { writeWaiting } from './write-waiting.ts';

export interface Pushing {
  readonly read: Wire<'pending-invoice'>;
  readonly channel: Channel | null;
  readonly held: Held;
}

/**
 * The one question before a channel hears of a pending invoice. Answers why it fails; that it waits, or goes
 * on in another queue; or null: it may be sent, and has taken what it needs.
 */
export async function mayBeSent(
  parts: IssuingParts,
  call: Call,
  { read, channel, held }: Pushing,
): Promise<Failure | 'waits' | 'moved' | null> {
  if (read.channel && !isChannelKind(read.channel))
    return unconnected(requireForms(call).pending, read.channel);
  const lacking = await redMayLeave(parts, call, read);
  if (lacking) return lacking;
  const decided = await decidePush(parts, call, read, channel);
  const { outcome, issues, notBefore } = decided;
  if (outcome === 'failed') {
    return failureOf(issues.filter(({ severity }) => severity === 'stops'));
  }
  if (outcome === 'waiting') {
    const own = issues.filter(({ code }) => waits.has(code));
    await writeWaiting(parts, held, read, { reasons: reasonsOfIssues(own), unsent: { notBefore } });
    return 'waits';
  }
  if (await moved(parts, call, read, decided)) {
    parts.wake();
    return 'moved';
  }
  return channel && taken(parts, call, read, channel);
}

/** Codes of what an invoice waits for. */
const waits = new Set(['business-hours', 'business-delay', 'no-account-online', 'account-offline']);

/** Whether another account issues it than it says, or another person draws it: it goes on in that account's queue. */
async function moved(
  { store }: IssuingParts,
  call: Call,
  read: Wire<'pending-invoice'>,
  { account, channel, drawer }: PushDecided,
): Promise<boolean> {
  if (account === null) return false;
  const isSame =
    read.taxAccount?.number === account && read.channel === channel && (read.drawer ?? '') === (drawer ?? '');
  if (isSame) return false;
  const { pending: form } = requireForms(call);
  const { items } = await store.list(call, requireForm(call, 'tax-account'), {
    filter: { fact: 'number', operator: 'equal', value: account },
    fields: ['number'],
    limit: 1,
  });
  await store.atOnce<JsonObject>(call, async (transaction) => {
    const pending = await transaction.read(form, read.id);
    if (pending.issueStatus !== 'issuing' || pending.requestId !== read.requestId) return {};
    const values = { taxAccount: items[0]?.id ?? null, channel, drawer: drawer ?? null };
    await transaction.change(form, pending, values, 'account');
    return {};
  });
  return true;
}

class NotTaken extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.code);
    this.failure = failure;
  }
}

/** Takes what it needs, all of it or nothing: somebody may have been quicker. Null: it has it. */
async function taken(
  parts: IssuingParts,
  call: Call,
  read: Wire<'pending-invoice'>,
  channel: Channel,
): Promise<Failure | null> {
  const { pending: form } = requireForms(call);
  const amount = read.amount ?? '0';
  if (amount.startsWith('-')) return null;
  const terms = await creditTermsFor(parts, call, read);
  const request = read.requestId ?? '';
  const month = quotaMonth(parts, call, call.now.instant);
  const asked = {
    taxNo: read.sellerTaxNo ?? '',
    month,
    net: amount,
    byLeqi: read.channel === 'leqi',
    request,
  };
  try {
    await parts.store.atOnce<JsonObject>(asPlatform(call), async (transaction) => {
      const left = countsQuota(channel) ? await quotaBook(transaction, call)?.reserve(asked) : null;
      if (left) throw new NotTaken(quotaShort({ left, amount }));
      if (!terms) return {};
      const pending = await transaction.read(form, read.id);
      const credit = await takeCredit(transaction, call, pending, { amount, terms });
      if (!('entry' in credit)) throw new NotTaken(credit);
      if (pending.credit !== credit.entry)
        await transaction.change(form, pending, { credit: credit.entry }, 'reserve');
      return {};
    });
    return null;
  } catch (error) {
    if (error instanceof NotTaken) return error.failure;
    throw error;
  }
}
