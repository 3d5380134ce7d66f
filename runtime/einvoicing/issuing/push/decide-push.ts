import type { DecisionIssue } from '../../../../rules/decisions/trace.ts';
import type { Wire } from '../../../../rules/einvoicing/forms/wire.ts';
import { pushConfig, pushFlaws } from '../../../../rules/einvoicing/push/config.ts';
import { type Pushed, push } from '../../../../rules/einvoicing/push/push.ts';
import type { Call } from '../../../call/call.ts';
import type { Channel } from '../../channels/channel.ts';
import { requireForms } from '../documents/document-forms.ts';
import type { IssuingParts } from '../documents/issuing-parts.ts';
import { countsQuota } from '../quota/counts-quota.ts';
import { quotaLeftFor } from '../quota/quota-left.ts';
import { asOperator, creditFor } from './take-credit.ts';

export interface PushDecided extends Pushed {
  readonly issues: readonly DecisionIssue[];
  /** The kind of channel whose account was chosen; null: none was. */
  readonly channel: string | null;
}

/** Asks of everything that is configured and left by now what becomes of a pending invoice. Nothing is taken by it. */
export async function decidePush(
  parts: IssuingParts,
  call: Call,
  read: Wire<'pending-invoice'>,
  channel: Channel | null,
): Promise<PushDecided> {
  const blue =
    read.blueInvoice &&
    (await parts.store.read(call, requireForms(call).invoice, read.blueInvoice.id, 'manage'));
  const configuration = await parts.configuration(asOperator(call, read));
  const about = {
    invoice: read,
    taxAccount: read.taxAccount?.number ?? null,
    channelKind: read.channel ?? null,
    blue: blue ? { invoiceStatus: blue.invoiceStatus ?? null } : null,
  };
  const config = await pushConfig(about, configuration);
  const credit = await creditFor(parts, call, read);
  const { result, issues } = push(
    {
      ...about,
      flaws: await pushFlaws(about, config, configuration.pause),
      now: configuration.now,
      zone: configuration.zone,
      createdAt: read.createdAt ?? null,
    },
    {
      ...config,
      needsAccount: needsAccount(read, channel, config.accounts.length),
      credit: credit && (() => credit),
      quotaLeft: countsQuota(channel) ? await quotaLeftFor(parts, call, read) : null,
    },
    'none',
  );
  const account = config.accounts.find(({ number }) => number === result.account);
  return { ...result, issues, channel: account?.channel ?? null };
}

/** A simulation needs no account, nor does a tax device; and where the seller has none the channel itself knows. */
function needsAccount(
  { channel, taxAccount }: Wire<'pending-invoice'>,
  connected: Channel | null,
  accounts: number,
): boolean {
  const hasSome = accounts > 0 || Boolean(taxAccount);
  return hasSome && connected?.simulated !== true && channel !== 'tax-control';
}
