import { textIn } from '../../decisions/given.ts';
import { numberOf } from '../../decisions/rules.ts';
import type { Trace } from '../../decisions/trace.ts';
import { accountRulesFor } from '../business/business-of.ts';
import { type ChannelAccount, chooseChannel } from '../choose-channel/choose-channel.ts';
import { foretold } from '../choose-channel/offline.ts';
import type { Application } from '../forms/documents.ts';
import type { ChannelKind } from '../limit-length/limit-length.ts';
import type { PlanConfig } from './config.ts';

/** The kind of channel and the account by which a document is to be issued, as far as one is there. */
export async function accountFor(
  document: Application,
  accounts: readonly ChannelAccount[],
  { config, trace }: { readonly config: PlanConfig; readonly trace: Trace },
): Promise<{ readonly kind: ChannelKind | null; readonly account: ChannelAccount | null }> {
  const business = config.businessOf(document);
  const question = {
    invoiceType: textIn(document, 'invoiceType'),
    drawer: textIn(document, 'drawer'),
    taxAccount: numberOf(document.taxAccount),
  };
  const chosen = chooseChannel(
    question,
    {
      control: business?.control ?? null,
      rules: await accountRulesFor(document, business, config.rules),
      accounts,
    },
    trace.level,
  );
  const { channel, account } = trace.take(foretold(chosen, document.drawer, config.parameter));
  return { kind: channel, account: accounts.find(({ number }) => number === account) ?? null };
}
